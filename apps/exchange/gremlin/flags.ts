/** Flags of Gremlin's commands by command, as names. Source: Gremlin's documentation of each experiment. */

import { rowOf } from '../row.ts';

interface Flag {
  readonly name: string;
  /** It stands alone. */
  readonly alone?: true;
}

const value = (name: string): Flag => ({ name });
const alone = (name: string): Flag => ({ name, alone: true });

const network: Readonly<Record<string, Flag>> = {
  '-l': value('length'),
  '-i': value('addresses'),
  '-d': value('device'),
  '-h': value('hostnames'),
  '-p': value('ports'),
  '-s': value('sourcePorts'),
  '-P': value('protocol'),
};

export const flags: Readonly<Record<string, Readonly<Record<string, Flag>>>> = {
  cpu: { '-l': value('length'), '-c': value('cores'), '-p': value('percent'), '-a': alone('allCores') },
  memory: { '-l': value('length'), '-m': value('megabytes'), '-g': value('gigabytes'), '-p': value('percent') },
  disk: {
    '-l': value('length'),
    '-d': value('directory'),
    '-w': value('workers'),
    '-b': value('blockSize'),
    '-p': value('percent'),
  },
  io: {
    '-l': value('length'),
    '-d': value('directory'),
    '-w': value('workers'),
    '-m': value('mode'),
    '-s': value('blockSize'),
    '-c': value('blockCount'),
  },
  shutdown: { '-l': value('length'), '-d': value('delay'), '-r': alone('reboot') },
  process_killer: {
    '-l': value('length'),
    '-i': value('interval'),
    '-p': value('process'),
    '-g': value('group'),
    '-u': value('user'),
    '-s': value('signal'),
    '-n': alone('newest'),
    '-o': alone('oldest'),
    '-e': alone('exact'),
    '-c': alone('children'),
    '-k': alone('children'),
    '-f': alone('full'),
  },
  time_travel: { '-l': value('length'), '-o': value('offset'), '-n': alone('blockNtp') },
  latency: { ...network, '-m': value('delay') },
  packet_loss: { ...network, '-r': value('percent'), '-c': alone('corrupt') },
  blackhole: { ...network, '-n': value('ingressPorts') },
  dns: { '-l': value('length'), '-i': value('addresses'), '-d': value('device'), '-P': value('protocol') },
};

/** Names that the API and the web application give to the same command. */
export const commandNamed = (text: string): string => {
  const plain = text
    .trim()
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
  return rowOf(aliases, plain) ?? plain;
};

const aliases: Readonly<Record<string, string>> = {
  packetloss: 'packet_loss',
  processkiller: 'process_killer',
  process_kill: 'process_killer',
  timetravel: 'time_travel',
  disk_space: 'disk',
  disk_io: 'io',
  certificateexpiry: 'certificate_expiry',
};

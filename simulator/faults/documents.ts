/** The Systems Manager documents that FIS ships, as far as they are modelled. */

import type { Plane } from '../control-plane/plane.ts';
import { killProcess } from '../control-plane/processes.ts';
import { busyDisk } from './busy-disk.ts';
import type { Effect } from './effect.ts';
import type { FaultRequest } from './fault.ts';
import { idOf } from './ids.ts';
import type { Parameters } from './parameters.ts';
import {
  blackhole,
  cpuStress,
  diskFill,
  type Flows,
  latency,
  memoryStress,
  packetLoss,
  usualJitter,
} from './pressure.ts';
import { requireRestart } from './restart.ts';

type Effects = (
  parameters: Parameters,
  on: readonly string[],
  request: FaultRequest,
  name: string,
) => readonly Effect[];

/** Documents that work for a while. */
export const lasting: Readonly<Record<string, Effects>> = {
  'AWSFIS-Run-Network-Latency': (read, on, request, name) => {
    onlyInterface(read);
    const milliseconds = read.number('DelayMilliseconds', 200, 1, 60_000);
    return latency(name, on, { milliseconds, jitter: 0 }, everything, request);
  },
  'AWSFIS-Run-Network-Latency-Sources': (read, on, request, name) => {
    const jitter = read.number('JitterMilliseconds', usualJitter, 0, 60_000);
    const milliseconds = read.number('DelayMilliseconds', 200, 1, 60_000);
    return latency(name, on, { milliseconds, jitter }, flowsOf(read), request);
  },
  'AWSFIS-Run-Network-Packet-Loss': (read, on, request, name) => {
    onlyInterface(read);
    return packetLoss(name, on, read.number('LossPercent', 7, 1, 100) / 100, everything, request);
  },
  'AWSFIS-Run-Network-Packet-Loss-Sources': (read, on, request, name) =>
    packetLoss(name, on, read.number('LossPercent', 7, 1, 100) / 100, flowsOf(read), request),
  'AWSFIS-Run-Network-Blackhole-Port': (read, on, request, name) => {
    read.oneOf('Protocol', ['tcp']);
    const port = read.number('Port', Number.NaN, 1, 65_535);
    return blackhole(name, on, port, read.oneOf('TrafficType', ['ingress', 'egress'], 'ingress'), request);
  },
  'AWSFIS-Run-CPU-Stress': (read, on, request) =>
    cpuStress(on, read.number('LoadPercent', 100, 1, 100) / 100, read.number('CPU', 0, 0, 1024), request),
  'AWSFIS-Run-Memory-Stress': (read, on, request, name) => {
    // Several share the memory among them, or take it each, by the version of the tool.
    read.number('Workers', 1, 1, 1);
    return memoryStress(name, on, read.number('Percent', Number.NaN, 1, 100) / 100, request);
  },
  'AWSFIS-Run-IO-Stress': (read, on, request, name) =>
    busyDisk(name, on, read.number('Workers', 1, 1, 1024), read.number('Percent', 80, 1, 100) / 100, request),
  'AWSFIS-Run-Disk-Fill': (read, on, request, name) =>
    diskFill(name, on, read.number('Percent', 95, 1, 100) / 100, request),
};

interface Instant {
  readonly check: (parameters: Parameters, on: readonly string[], request: FaultRequest, name: string) => void;
  /** @returns why it failed. */
  readonly begin: (plane: Plane, on: readonly string[]) => string | undefined;
}

/** Documents that act once. */
export const instant: Readonly<Record<string, Instant>> = {
  'AWSFIS-Run-Kill-Process': {
    check: (read, on, request, name) => {
      // A world has one process on each host, whatever its name is.
      read.text('ProcessName');
      read.oneOf('Signal', ['SIGTERM', 'SIGKILL'], 'SIGTERM');
      requireRestart(name, on, request);
    },
    begin: (plane, on) => on.map((arn) => killProcess(plane, idOf(arn))).find((failure) => failure !== undefined),
  },
};

export const documentNames: readonly string[] = [...Object.keys(lasting), ...Object.keys(instant)];

/** Instances have one network interface, which goes by either name. */
const onlyInterface = (read: Parameters): string => read.oneOf('Interface', ['eth0', 'ens5', 'DEFAULT'], 'eth0');

const everything: Flows = { share: 1, sources: undefined };

/** Which way packets are held up makes no difference to who waits for an answer. */
function flowsOf(read: Parameters): Flows {
  read.oneOf('Interface', ['DEFAULT', 'ALL', 'eth0', 'ens5'], 'DEFAULT');
  read.oneOf('TrafficType', ['ingress', 'egress'], 'ingress');
  return { share: read.number('FlowsPercent', 100, 1, 100) / 100, sources: read.list('Sources') };
}

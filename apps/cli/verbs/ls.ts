import { deployed, directoryHere, output } from './flags.ts';
import type { Verb } from './verb.ts';

export const ls: Verb = {
  name: 'ls',
  summary: 'list runs, experiments, drills, monkeys, faults, worlds, kill switches or findings of scans',
  args: [
    {
      name: '[what]',
      text: 'runs (the default)',
      choices: ['runs', 'experiments', 'drills', 'monkeys', 'faults', 'worlds', 'switches', 'findings'],
    },
    { name: '[action]', text: 'of faults: one of them, whole' },
  ],
  flags: [
    ...deployed,
    output,
    { flags: '--experiment <name>', text: 'runs of one experiment' },
    { flags: '--verdict <verdict>', text: 'runs that showed this', choices: ['held', 'refuted', 'inconclusive'] },
    { flags: '--unfinished', text: 'runs without a terminal record' },
    { flags: '--leftovers', text: 'runs that left something behind which is not resolved' },
    {
      flags: '--limit <n>',
      text: 'at most so many, newest first; of switches, changes; of findings, the worst',
      parse: 'whole',
    },
    {
      flags: '--in <dir>',
      text: 'where experiments, drills, monkeys and worlds are looked for; the built-in ones when missing',
      only: 'local',
    },
    directoryHere,
  ],
  examples: [
    'squall ls',
    'squall ls faults',
    'squall ls faults squall:host:clock-skew',
    'squall ls experiments --aws',
    'squall ls drills --aws',
    'squall ls switches',
    'squall ls findings --aws',
    'squall ls runs --verdict refuted --output json',
  ],
  load: () => import('../commands/ls.ts'),
};

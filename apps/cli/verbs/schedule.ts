import { deployed, directoryHere, output } from './flags.ts';
import type { Verb } from './verb.ts';

export const schedule: Verb = {
  name: 'schedule',
  summary:
    'show when an experiment’s schedule comes next, or on which days a monkey plans, and what will refuse it then',
  args: [
    { name: '<what>', text: 'next', choices: ['next'] },
    {
      name: '<file>',
      text: 'an experiment file or a monkey file; with --aws the name of a deployed experiment or monkey',
    },
  ],
  flags: [
    ...deployed,
    { flags: '--count <n>', text: 'so many times; 10 when missing', parse: 'whole' },
    { flags: '--from <time>', text: 'later than this, such as 2026-12-01 or 2026-12-01T09:00Z; now when missing' },
    directoryHere,
    output,
  ],
  examples: [
    'squall schedule next templates/experiments/instance-termination/experiment.yaml',
    'squall schedule next templates/monkeys/chaos-monkey/monkey.yaml --from 2026-12-20',
    'squall schedule next instance-termination --aws --stage staging --count 20',
  ],
  load: () => import('../commands/schedule.ts'),
};

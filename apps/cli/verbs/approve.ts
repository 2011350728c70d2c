import { deployed, directoryHere, run } from './flags.ts';
import type { Verb } from './verb.ts';

export const approve: Verb = {
  name: 'approve',
  summary: 'let a run begin, or go on, that someone else has started and that waits for approval',
  args: [run],
  flags: [
    ...deployed,
    directoryHere,
    { flags: '--reason <text>', text: 'recorded with the approval' },
    { flags: '--plan <hash>', text: 'refuse unless the run waits with this plan' },
    {
      flags: '--as <name>',
      text: 'the part you play, recorded as simulated; in AWS you are who STS says',
      only: 'local',
    },
  ],
  examples: ['squall approve last --as bob', 'squall approve last --aws --stage staging --plan 2fd887e347229b3d'],
  load: () => import('../commands/approve.ts'),
};

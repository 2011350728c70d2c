import { deployed, directoryHere, file, forcePrecheck, local, output, parameters, rollout } from './flags.ts';
import type { Verb } from './verb.ts';

export const plan: Verb = {
  name: 'plan',
  summary: 'show what a run would touch, how it is undone, and what would refuse it',
  args: [file],
  flags: [
    ...deployed,
    local,
    ...parameters,
    ...rollout,
    forcePrecheck,
    directoryHere,
    { ...output, choices: ['text', 'json', 'yaml'], default: 'text' },
    {
      flags: '--predict [n]',
      text: 'rehearse it n times first (5 when n is missing), and say how likely it holds',
      preset: '5',
      parse: 'rehearsals',
      only: 'local',
    },
    {
      flags: '--preview',
      text: 'show it to FIS with every action skipped, and refuse what it sees otherwise; takes the rights to start',
      only: 'aws',
    },
    { flags: '--detailed-exitcode', text: '0 nothing would be touched, 1 error, 2 something would, 3 refused' },
  ],
  examples: [
    'squall plan templates/experiments/az-power-interruption/experiment.yaml --seed 7',
    'squall plan templates/experiments/az-power-interruption/experiment.yaml --predict 20',
    'squall plan az-power-interruption --aws --stage staging',
  ],
  load: () => import('../commands/plan.ts'),
};

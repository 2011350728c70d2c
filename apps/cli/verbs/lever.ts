import { deployed } from './flags.ts';
import type { Verb } from './verb.ts';

export const lever: Verb = {
  name: 'lever',
  summary:
    'look at the FIS safety levers where a platform acts, or stop every FIS experiment there with them, also those of others',
  args: [{ name: '<what>', text: 'what to do with them', choices: ['status', 'engage', 'disengage'] }],
  flags: [
    ...deployed,
    { flags: '--reason <text>', text: 'kept by FIS with its state' },
    {
      flags: '--confirm <name>',
      text: 'its account and Regions, as 111122223333/eu-central-1,eu-west-1, where nobody can type it',
    },
  ],
  examples: [
    'squall lever status --aws',
    'squall lever engage --aws --stage production --reason "incident 12"',
    'squall lever disengage --aws --reason "incident 12 is over" --confirm 111122223333/eu-central-1',
  ],
  load: () => import('../commands/lever.ts'),
};

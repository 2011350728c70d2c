import { deployed } from './flags.ts';
import type { Verb } from './verb.ts';

export const lever: Verb = {
  name: 'lever',
  summary:
    'look at the FIS safety lever, or stop every FIS experiment of an account and Region with it, also those of others',
  args: [{ name: '<what>', text: 'what to do with it', choices: ['status', 'engage', 'disengage'] }],
  flags: [
    ...deployed,
    { flags: '--reason <text>', text: 'kept by FIS with its state' },
    {
      flags: '--confirm <name>',
      text: 'its account and Region, as 111122223333/eu-central-1, where nobody can type it',
    },
  ],
  examples: [
    'squall lever status --aws',
    'squall lever engage --aws --stage production --reason "incident 12"',
    'squall lever disengage --aws --reason "incident 12 is over" --confirm 111122223333/eu-central-1',
  ],
  load: () => import('../commands/lever.ts'),
};

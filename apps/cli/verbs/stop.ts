import { deployed, directoryHere, run } from './flags.ts';
import type { Verb } from './verb.ts';

export const stop: Verb = {
  name: 'stop',
  summary: 'abort a run and roll back, wherever it runs',
  args: [run],
  flags: [
    ...deployed,
    directoryHere,
    { flags: '--reason <text>', text: 'recorded as the cause', default: 'asked for with squall stop' },
    { flags: '--no-wait', text: 'answer once it has been asked for' },
  ],
  examples: ['squall stop last --reason "errors at checkout"', 'squall stop last --aws --stage staging'],
  load: () => import('../commands/stop.ts'),
};

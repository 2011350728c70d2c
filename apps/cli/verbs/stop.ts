import { deployed, directoryHere, run, scope } from './flags.ts';
import type { Verb } from './verb.ts';

export const stop: Verb = {
  name: 'stop',
  summary: 'abort a run and roll back, or all runs of an owner, on a service, or everywhere, and let none begin',
  args: [run],
  flags: [
    ...deployed,
    directoryHere,
    ...scope,
    { flags: '--reason <text>', text: 'recorded as the cause; asked for with a scope' },
    { flags: '-y, --yes', text: 'do not ask before all of a scope is stopped' },
    { flags: '--no-wait', text: 'answer once it has been asked for' },
  ],
  examples: [
    'squall stop last --reason "errors at checkout"',
    'squall stop last --aws --stage staging',
    'squall stop --owner payments --reason "incident 12" --yes',
    'squall stop --all --aws --stage production --reason "incident 12" --yes',
  ],
  load: () => import('../commands/stop.ts'),
};

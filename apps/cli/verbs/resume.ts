import { deployed, directoryHere, scope } from './flags.ts';
import type { Verb } from './verb.ts';

export const resume: Verb = {
  name: 'resume',
  summary: 'let runs begin again where squall stop holds them back',
  args: [],
  flags: [
    ...deployed,
    directoryHere,
    ...scope,
    { flags: '--reason <text>', text: 'kept with who resumed it, and when' },
  ],
  examples: [
    'squall resume --owner payments --reason "incident 12 is over"',
    'squall resume --all --aws --stage production --reason "incident 12 is over"',
  ],
  load: () => import('../commands/resume.ts'),
};

import { deployed, directoryHere, output, run } from './flags.ts';
import type { Verb } from './verb.ts';

export const show: Verb = {
  name: 'show',
  summary: 'show one run: what it did, what it showed, what was undone',
  args: [run],
  flags: [
    ...deployed,
    output,
    { flags: '--canonical', text: 'what a seed decides and nothing else: two replays print the same bytes' },
    directoryHere,
  ],
  examples: ['squall show last', 'squall show last --canonical | sha256sum'],
  load: () => import('../commands/show.ts'),
};

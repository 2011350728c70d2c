import { deployed, directoryHere, run } from './flags.ts';
import type { Verb } from './verb.ts';

export const watch: Verb = {
  name: 'watch',
  summary: 'follow a run of another process, or in AWS, until it ends',
  args: [run],
  flags: [
    ...deployed,
    directoryHere,
    { flags: '--json', text: 'print NDJSON, one object a transition; the last is the result' },
  ],
  examples: ['squall watch last', 'squall watch last --aws'],
  load: () => import('../commands/watch.ts'),
};

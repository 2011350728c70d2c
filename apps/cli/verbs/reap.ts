import { deployed, directoryHere, local } from './flags.ts';
import type { Verb } from './verb.ts';

export const reap: Verb = {
  name: 'reap',
  summary: 'bring every abandoned run to rest',
  args: [],
  flags: [...deployed, local, directoryHere],
  examples: ['squall reap --local', 'squall reap --aws'],
  load: () => import('../commands/reap.ts'),
};

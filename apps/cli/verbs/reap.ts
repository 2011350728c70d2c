import { deployed, directoryHere, local } from './flags.ts';
import type { Verb } from './verb.ts';

export const reap: Verb = {
  name: 'reap',
  summary: 'bring every abandoned run to rest, and look after what runs left behind',
  args: [],
  flags: [
    ...deployed,
    local,
    directoryHere,
    {
      flags: '--acknowledge <run>',
      text: 'take what this run left behind as it is, so that others may touch it again',
    },
    { flags: '--reason <text>', text: 'why; recorded with the acknowledgement' },
    { flags: '-y, --yes', text: 'do not ask before it is acknowledged' },
  ],
  examples: [
    'squall reap --local',
    'squall reap --aws',
    'squall reap --acknowledge last --reason "i-0abc was replaced by hand"',
  ],
  load: () => import('../commands/reap.ts'),
};

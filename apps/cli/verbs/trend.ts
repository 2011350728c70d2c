import { deployed, directoryHere, output } from './flags.ts';
import type { Verb } from './verb.ts';

export const trend: Verb = {
  name: 'trend',
  summary: 'how a drill came out over its runs: percentiles, objectives, whether it gets slower',
  args: [{ name: '<drill>', text: 'its name, as in metadata.name' }],
  flags: [...deployed, output, { flags: '--limit <n>', text: 'the newest n runs', parse: 'whole' }, directoryHere],
  examples: ['squall trend region-evacuation', 'squall trend region-evacuation --aws --output json'],
  load: () => import('../commands/trend.ts'),
};

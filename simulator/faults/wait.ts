import type { Fault } from './fault.ts';
import { readParameters } from './parameters.ts';

const actionId = 'aws:fis:wait';

export const wait: Fault = {
  actionId,
  targets: {},
  plan({ parameters }) {
    const read = readParameters(actionId, parameters);
    const duration = read.duration('duration');
    read.finish();
    return { duration, effects: [] };
  },
};

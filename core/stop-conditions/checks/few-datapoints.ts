import type { Check } from '../finding.ts';

const percentile = /^(?:p|tm|wm|tc|ts)\d/i;

/** One odd period of a percentile or a ratio ends a run; too few samples say nothing at all. */
export const fewDatapoints: Check = {
  check: 'few-datapoints',
  look({ alarm: { metrics = [], breaching, expression, lowSamples } }) {
    const high = metrics.find(({ stat }) => percentile.test(stat))?.stat;
    if (high !== undefined && lowSamples === 'ignore')
      return {
        weight: 'warns',
        says: `keeps its state while ${high} has few samples: an outage that leaves few requests is not seen. Evaluate low samples`,
      };
    if (breaching > 1) return undefined;
    const judged = high ?? (expression?.includes('/') ? 'a ratio' : undefined);
    return judged === undefined
      ? undefined
      : {
          weight: 'warns',
          says: `stops a run on one datapoint of ${judged}, which a handful of requests can move: ask for 2 of 3`,
        };
  },
};

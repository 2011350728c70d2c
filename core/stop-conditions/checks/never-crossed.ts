import type { Check } from '../finding.ts';

const percentages = /percent|utili[sz]ation|(?:success|error|failure|hit)-?_?rate/i;

/** A threshold that no value of the metric is beyond. */
export const neverCrossed: Check = {
  check: 'never-crossed',
  look({ alarm: { metrics = [], expression, threshold } }) {
    if (!threshold || expression !== undefined) return undefined;
    const { comparison, value } = threshold;
    const isPercent = metrics.some(({ metric, stat }) => percentages.test(metric) && stat !== 'Sum');
    const never =
      (comparison === 'below' && value <= 0) ||
      (comparison === 'atMost' && value < 0) ||
      (isPercent && ((comparison === 'above' && value >= 100) || (comparison === 'atLeast' && value > 100)));
    return never
      ? {
          weight: 'disqualifies',
          says: `goes into ALARM ${words[comparison]} ${value}, which ${isPercent ? 'a percentage' : 'a count or a time'} never is: put the threshold between what is usual and what is not bearable`,
        }
      : undefined;
  },
};

const words = { above: 'above', atLeast: 'at', below: 'below', atMost: 'at' } as const;

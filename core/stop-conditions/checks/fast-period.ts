import type { Check } from '../finding.ts';

/** AWS services publish by the minute: a shorter period finds no datapoint in most of them. */
export const fastPeriod: Check = {
  check: 'fast-period',
  look({ alarm: { metrics = [], period } }) {
    const slow = metrics.find(({ namespace }) => namespace.startsWith('AWS/'));
    return slow && period > 0 && period < 60_000
      ? {
          weight: 'warns',
          says: `judges ${slow.namespace} ${slow.metric} every ${period / 1000} s, and it is published by the minute: it lapses into INSUFFICIENT_DATA. Use a period of a minute`,
        }
      : undefined;
  },
};

import { spanOf } from '../../experiment/durations.ts';
import { isKnown } from '../known.ts';
import { conforms, finding, notEvaluated, rule } from '../rule.ts';
import { counted, listed } from '../words.ts';

export const instanceAge = rule({
  rule: 'instance-age',
  asks: 'no instance is so old that nobody knows whether another would start',
  severity: 'low',
  of: ['auto-scaling-group'],
  proof: 'instance-termination',
  judge({ members }, { estate, limits }) {
    const aged = members.map(({ id, launchedAt }) => ({ id, launchedAt }));
    const old = aged.filter(({ launchedAt }) => isKnown(launchedAt) && estate.at - launchedAt > limits.instanceAge);
    if (old.length > 0) {
      const oldest = Math.max(...old.map(({ launchedAt }) => estate.at - (launchedAt as number)));
      return finding(
        `${counted(old.length, 'member')} (${listed(old.map(({ id }) => id))}) ${old.length === 1 ? 'is' : 'are'} up to ${spanOf(oldest)} old`,
        `${spanOf(limits.instanceAge)} at most`,
        'set a maximum instance lifetime, or start an instance refresh: images and start scripts rot unseen',
      );
    }
    const unsure = aged.find(({ launchedAt }) => !isKnown(launchedAt))?.launchedAt;
    if (unsure !== undefined && !isKnown(unsure)) return notEvaluated(unsure.notKnown);
    return aged.length === 0 ? undefined : conforms;
  },
});

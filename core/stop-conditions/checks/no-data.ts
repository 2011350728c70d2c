import { isFresh } from '../../steady-state/freshness.ts';
import type { StateCheck } from '../finding.ts';

/** Not enough of it, or none of late. */
export const noData: StateCheck = {
  check: 'no-data',
  look({ state, lastDatapointAt, period }, now) {
    if (state === 'INSUFFICIENT_DATA') return 'has not enough data to tell: see that its metric is published';
    if (lastDatapointAt !== undefined && isFresh(lastDatapointAt, period, now)) return undefined;
    const age =
      lastDatapointAt === undefined
        ? 'no datapoint'
        : `its newest datapoint is ${Math.round((now - lastDatapointAt) / 1000)} s old`;
    return `is not fresh (${age}): see that its metric is published`;
  },
};

import type { AlarmThreshold } from '../../ports/metrics.ts';
import type { Check } from '../finding.ts';

/** Fewer say nothing about what is usual. */
const enough = 8;
/** Nearer than this the usual up and down comes across it. */
const deviations = 3;

/** Steady state that is nearly in ALARM: the run is stopped by noise, and shows nothing. */
export const nearThreshold: Check = {
  check: 'near-threshold',
  look({ alarm: { threshold, recent = [] } }) {
    if (!threshold || recent.length < enough) return undefined;
    const values = recent.map(({ value }) => value);
    const over = values.filter((value) => breaches(threshold, value)).length;
    const move = 'move the threshold away from what is usual, or steady the service first';
    if (over > 0)
      return {
        weight: 'warns',
        says: `had ${over} of its last ${values.length} datapoints across its threshold of ${threshold.value}: ${move}`,
      };
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
    const away = Math.abs(threshold.value - mean);
    if (spread === 0 || away >= deviations * spread) return undefined;
    return {
      weight: 'warns',
      says: `reads ${figure(mean)} in steady state, ${(away / spread).toFixed(1)} standard deviations from its threshold of ${threshold.value}: noise would stop the run: ${move}`,
    };
  },
};

function breaches({ comparison, value: threshold }: AlarmThreshold, value: number): boolean {
  if (comparison === 'above') return value > threshold;
  if (comparison === 'atLeast') return value >= threshold;
  return comparison === 'below' ? value < threshold : value <= threshold;
}

const figure = (value: number): string => String(Number(value.toPrecision(4)));

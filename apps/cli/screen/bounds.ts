/** Numbers that a chart of a probe shows beside its values. */
import type { Probe } from '../../../core/experiment/schema/probes.ts';

/** The bounds of the probe's tolerance; none for one without an order. */
export function bounds({ expect }: Pick<Probe, 'expect'>): number[] {
  if (expect === undefined) return [];
  const found =
    'atLeast' in expect
      ? [expect.atLeast]
      : 'atMost' in expect
        ? [expect.atMost]
        : 'between' in expect
          ? expect.between
          : [];
  return found.filter((bound) => typeof bound === 'number');
}

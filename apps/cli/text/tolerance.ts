/** A probe's tolerance in words, and its bounds for drawing. */
import type { Probe, Tolerance } from '../../../core/experiment/schema/probes.ts';
import { value } from './numbers.ts';

type Of<K extends string> = Extract<Tolerance, { readonly [key in K]: unknown }>;
const has = <K extends string>(tolerance: Tolerance, key: K): tolerance is Of<K> => key in tolerance;
const scalar = (of: number | string | boolean) => value(of);

/** "at most 800", "between 1 and 5", "status 200". */
export function toleranceText(tolerance: Tolerance | undefined): string {
  if (tolerance === undefined) return 'OK';
  if (has(tolerance, 'equals')) return `exactly ${scalar(tolerance.equals)}`;
  if (has(tolerance, 'atLeast')) return `at least ${scalar(tolerance.atLeast)}`;
  if (has(tolerance, 'atMost')) return `at most ${scalar(tolerance.atMost)}`;
  if (has(tolerance, 'between')) return `between ${tolerance.between.map(scalar).join(' and ')}`;
  if (has(tolerance, 'oneOf')) return `one of ${tolerance.oneOf.map(scalar).join(', ')}`;
  if (has(tolerance, 'matches')) return `matching ${tolerance.matches}`;
  if (has(tolerance, 'status')) return `status ${tolerance.status}`;
  return `within ${scalar(tolerance.changeAtMost)} % of the baseline`;
}

/** Numbers that a chart of the probe should show. */
export function bounds(probe: Pick<Probe, 'expect'>): number[] {
  const tolerance = probe.expect;
  if (tolerance === undefined) return [];
  const found = has(tolerance, 'atLeast')
    ? [tolerance.atLeast]
    : has(tolerance, 'atMost')
      ? [tolerance.atMost]
      : has(tolerance, 'between')
        ? tolerance.between
        : has(tolerance, 'equals')
          ? [tolerance.equals]
          : [];
  return found.filter((bound) => typeof bound === 'number');
}

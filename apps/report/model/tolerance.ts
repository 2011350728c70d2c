/** A probe's tolerance: as a sentence, and as the lines of a chart. */
import type { Probe, Tolerance } from '../../../core/experiment/schema/probes.ts';
import { describeComposite } from '../../../core/steady-state/composite.ts';
import { figure } from './numbers.ts';

/** A bound of a numeric chart: values on the `good` side are within tolerance. */
export interface Bound {
  readonly value: number;
  readonly good: 'above' | 'below';
  readonly label: string;
}

const shown = (value: unknown): string => (typeof value === 'number' ? figure(value) : String(value));
const numeric = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** "at least 99.5", "status 200", "within 10 % of its baseline"; undefined when the probe only watches. */
export function toleranceText(tolerance: Tolerance | undefined): string | undefined {
  if (!tolerance) return undefined;
  if ('atLeast' in tolerance) return `at least ${shown(tolerance.atLeast)}`;
  if ('atMost' in tolerance) return `at most ${shown(tolerance.atMost)}`;
  if ('between' in tolerance) return `between ${shown(tolerance.between[0])} and ${shown(tolerance.between[1])}`;
  if ('equals' in tolerance) return `equal to ${shown(tolerance.equals)}`;
  if ('oneOf' in tolerance) return `one of ${tolerance.oneOf.map(shown).join(', ')}`;
  if ('matches' in tolerance) return `matching ${tolerance.matches}`;
  if ('status' in tolerance) return `status ${tolerance.status}`;
  return `within ${shown(tolerance.changeAtMost)} % of ${
    tolerance.baseline ? `its baseline of ${tolerance.baseline}` : 'its own level before the fault'
  }`;
}

/** Lines to draw. `baseline`: mean of the samples before the fault, which `changeAtMost` is measured from. */
export function bounds(tolerance: Tolerance | undefined, baseline: number | undefined): readonly Bound[] {
  if (!tolerance) return [];
  const least = (value: unknown): Bound[] =>
    numeric(value) ? [{ value, good: 'above', label: `≥ ${figure(value)}` }] : [];
  const most = (value: unknown): Bound[] =>
    numeric(value) ? [{ value, good: 'below', label: `≤ ${figure(value)}` }] : [];
  if ('atLeast' in tolerance) return least(tolerance.atLeast);
  if ('atMost' in tolerance) return most(tolerance.atMost);
  if ('between' in tolerance) return [...least(tolerance.between[0]), ...most(tolerance.between[1])];
  // A baseline from weeks of history is not in the journal, so no line is drawn for it.
  if ('changeAtMost' in tolerance && numeric(tolerance.changeAtMost) && baseline !== undefined && !tolerance.baseline) {
    const room = Math.abs(baseline) * (tolerance.changeAtMost / 100);
    return [...least(baseline - room), ...most(baseline + room)];
  }
  return [];
}

/** Whether the values are names (a status, a state) rather than quantities. */
export function isCategorical(probe: Probe): boolean {
  const t = probe.expect;
  if (probe.alarm || probe.composite) return true;
  return t !== undefined && ('status' in t || 'equals' in t || 'oneOf' in t || 'matches' in t);
}

/** Which kind of probe, and what it reads: "Shop SuccessRate, Average over PT1M". */
export function sourceText(probe: Probe): string {
  if (probe.cloudwatch) {
    const { namespace, metric, stat, period, dimensions } = probe.cloudwatch;
    const where = Object.entries(dimensions ?? {}).map(([name, value]) => `${name}=${value}`);
    return `${namespace} ${metric}${where.length ? ` {${where.join(', ')}}` : ''}, ${stat} over ${period}`;
  }
  if (probe.http) return `${probe.http.method ?? 'GET'} ${probe.http.url}`;
  if (probe.alarm) return `alarm ${probe.alarm.name}`;
  if (probe.math) return `${probe.math.expression} of metrics`;
  if (probe.lambda) return `function ${probe.lambda.function}`;
  if (probe.logs) return `log query over ${probe.logs.period}`;
  if (probe.heartbeat)
    return `writes to table ${probe.heartbeat.table} in ${probe.heartbeat.home}, seconds until ${probe.heartbeat.away} has them`;
  return describeComposite(probe.composite ?? {});
}

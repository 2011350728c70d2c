/** Every sample of every probe, as its chart and its table need them. */
import { millis } from '../../../core/experiment/durations.ts';
import type { Probe, ProbePhase } from '../../../core/experiment/schema/probes.ts';
import type { RunHistory } from '../../../core/history/run-history.ts';
import type { Instant, Millis } from '../../../core/ports/clock.ts';
import { describeComposite } from '../../../core/steady-state/composite.ts';
import { judgedIn } from '../../../core/steady-state/probes.ts';
import { figure } from './numbers.ts';
import { entriesOf } from './times.ts';
import { type Bound, bounds, isCategorical, sourceText, toleranceText } from './tolerance.ts';

export interface Point {
  readonly at: Instant;
  /** Length of the datapoint's period; 0 for an asking. */
  readonly length: Millis;
  /** When the run first saw it. */
  readonly seenAt: Instant;
  readonly phase: ProbePhase;
  /** Missing: no data, or a name instead of a quantity. */
  readonly value?: number;
  readonly text: string;
  readonly result: 'within' | 'breach' | 'no-data' | 'unjudged';
  readonly detail?: string;
}

export interface Series {
  readonly probe: string;
  readonly source: string;
  readonly tolerance?: string;
  readonly categorical: boolean;
  readonly points: readonly Point[];
  readonly bounds: readonly Bound[];
  /** Thresholds of `stopWhen` rules on this probe. */
  readonly stops: readonly Bound[];
  /** Phases that the hypothesis judges this probe in. */
  readonly judged: readonly ProbePhase[];
}

/** One for each probe of the hypothesis, in its order, and for any other probe that was sampled. Oldest first. */
export function seriesOf(history: RunHistory): readonly Series[] {
  const { probes } = history.record.plan.definition.hypothesis;
  const points = new Map<string, Point[]>(probes.map((probe) => [probe.id, []]));
  const lengths = new Map(probes.map((probe) => [probe.id, periodOf(probe)]));
  const seen = new Set<string>();
  for (const entry of entriesOf(history.journal, 'sampled')) {
    for (const sample of entry.samples) {
      const key = JSON.stringify([sample.probe, sample.at, sample.value ?? null]);
      if (seen.has(key)) continue;
      seen.add(key);
      const value = typeof sample.value === 'number' && Number.isFinite(sample.value) ? sample.value : undefined;
      const text = sample.value === undefined ? 'no data' : value === undefined ? String(sample.value) : figure(value);
      const list = points.get(sample.probe) ?? [];
      points.set(sample.probe, list);
      list.push({
        at: sample.at,
        length: lengths.get(sample.probe) ?? 0,
        seenAt: entry.at,
        phase: entry.phase,
        ...(value === undefined ? {} : { value }),
        text,
        result:
          sample.ok === false
            ? sample.value === undefined
              ? 'no-data'
              : 'breach'
            : sample.value === undefined
              ? 'no-data'
              : sample.ok === undefined
                ? 'unjudged'
                : 'within',
        ...(sample.detail === undefined ? {} : { detail: sample.detail }),
      });
    }
  }
  return [...points].map(([id, list]) =>
    series(
      id,
      probes.find((p) => p.id === id),
      list,
      history,
    ),
  );
}

const periodOf = (probe: Probe): Millis => {
  const period =
    probe.cloudwatch?.period ??
    probe.logs?.period ??
    probe.composite?.period ??
    Object.values(probe.math?.metrics ?? {})[0]?.period ??
    'PT0S';
  return millis(period);
};

function series(id: string, probe: Probe | undefined, list: readonly Point[], history: RunHistory): Series {
  const points = [...list].sort((a, b) => a.at - b.at);
  const before = points.flatMap((p) => (p.phase === 'before' && p.value !== undefined ? [p.value] : []));
  const baseline = before.length === 0 ? undefined : before.reduce((a, b) => a + b, 0) / before.length;
  const tolerance = probe?.composite ? describeComposite(probe.composite) : toleranceText(probe?.expect);
  const { guardrails, hypothesis } = history.record.plan.definition;
  const rules = guardrails.stopWhen ?? [];
  const stops = rules
    .filter((rule) => rule.probe === id)
    .flatMap(({ above, below }): Bound[] => [
      ...(typeof above === 'number' ? [{ value: above, good: 'below' as const, label: `> ${figure(above)}` }] : []),
      ...(typeof below === 'number' ? [{ value: below, good: 'above' as const, label: `< ${figure(below)}` }] : []),
    ]);
  return {
    probe: id,
    source: probe ? sourceText(probe) : 'not of the hypothesis',
    ...(tolerance === undefined ? {} : { tolerance }),
    categorical:
      (probe !== undefined && isCategorical(probe)) ||
      points.some((p) => p.text !== 'no data' && p.value === undefined),
    points,
    bounds: bounds(probe?.expect, baseline),
    stops,
    judged: probe?.when.filter((phase) => judgedIn(hypothesis, phase).includes(probe)) ?? [],
  };
}

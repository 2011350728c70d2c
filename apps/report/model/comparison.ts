/** This run beside the last one of the same experiment. */
import { spanOf } from '../../../core/experiment/durations.ts';
import type { RunHistory } from '../../../core/history/run-history.ts';
import { drillOf } from './drill.ts';
import { figure, percentage } from './numbers.ts';
import { seriesOf } from './series.ts';
import { type PhaseRow, type ProbeTable, tableOf } from './table.ts';
import { timesOf } from './times.ts';

export interface ComparisonRow {
  readonly what: string;
  readonly previous: string;
  readonly now: string;
  /** "+12.5 %", "the same", "changed". */
  readonly change: string;
}

export interface Comparison {
  readonly previousRunId: string;
  readonly previousAt: number;
  /** What differs in what was run, if anything. */
  readonly caveats: readonly string[];
  readonly rows: readonly ComparisonRow[];
}

/** Undefined when `previous` is of another experiment: figures of two subjects do not compare. */
export function compare(history: RunHistory, previous: RunHistory): Comparison | undefined {
  const [now, then] = [history.record, previous.record];
  if (now.experiment !== then.experiment || now.runId === then.runId) return undefined;
  const [timesNow, timesThen] = [timesOf(history), timesOf(previous)];
  const tablesThen = new Map(seriesOf(previous).map((s) => [s.probe, tableOf(s, timesThen)]));
  const rows: ComparisonRow[] = [
    words('Verdict', then.terminal?.verdict, now.terminal?.verdict),
    words('End', then.terminal?.end, now.terminal?.end),
    words('Recovery', then.terminal?.recovery, now.terminal?.recovery),
    spans('Time to recover', timesThen.recoveredAfter, timesNow.recoveredAfter),
    ...drillRows(previous, history),
  ];
  for (const series of seriesOf(history)) {
    const before = tablesThen.get(series.probe);
    if (before) rows.push(...probeRows(before, tableOf(series, timesNow)));
  }
  return { previousRunId: then.runId, previousAt: then.proposedAt, caveats: caveatsOf(history, previous), rows };
}

/** Two drills, figure by figure, as each tells it. */
function drillRows(previous: RunHistory, history: RunHistory): readonly ComparisonRow[] {
  const then = drillOf(previous)?.rows;
  return (drillOf(history)?.rows ?? []).flatMap(({ name, label, measured }) => {
    const before = then?.find((row) => row.name === name);
    return before ? [words(`Drill: ${label.toLowerCase()}`, before.measured, measured)] : [];
  });
}

function caveatsOf(history: RunHistory, previous: RunHistory): readonly string[] {
  const [now, then] = [history.record, previous.record];
  return [
    ...(now.definitionHash === then.definitionHash ? [] : ['The definition has changed since.']),
    ...(now.seed === then.seed ? [] : [`Seed ${then.seed} then, ${now.seed} now.`]),
    ...(now.environment === then.environment && now.platform === then.platform
      ? []
      : [`It ran in ${then.environment} (${then.platform}) then, in ${now.environment} (${now.platform}) now.`]),
  ];
}

function probeRows(then: ProbeTable, now: ProbeTable): readonly ComparisonRow[] {
  const at = (table: ProbeTable): PhaseRow | undefined => table.rows.find((row) => row.phase === 'during');
  const [a, b] = [at(then), at(now)];
  if (!a || !b || (a.n === 0 && b.n === 0)) return [];
  const breaching = (row: PhaseRow) =>
    row.breaching.share === undefined
      ? 'no samples'
      : `${row.breaching.count} of ${row.breaching.of} (${percentage(row.breaching.share)})`;
  return [
    ...(now.categorical
      ? []
      : [numbers(`${now.probe}, p50 during`, a.p50, b.p50), numbers(`${now.probe}, p99 during`, a.p99, b.p99)]),
    words(`${now.probe}, outside tolerance during`, breaching(a), breaching(b)),
    ...(then.detectedAfter === undefined && now.detectedAfter === undefined
      ? []
      : [spans(`${now.probe}, time to detect`, then.detectedAfter, now.detectedAfter)]),
  ];
}

const words = (what: string, previous = 'pending', now = 'pending'): ComparisonRow => ({
  what,
  previous,
  now,
  change: previous === now ? 'the same' : 'changed',
});

function numbers(what: string, previous: number | undefined, now: number | undefined): ComparisonRow {
  const text = (value: number | undefined) => (value === undefined ? '–' : figure(value));
  return { what, previous: text(previous), now: text(now), change: changeOf(previous, now) };
}

function spans(what: string, previous: number | undefined, now: number | undefined): ComparisonRow {
  const text = (value: number | undefined) => (value === undefined ? '–' : spanOf(value));
  return { what, previous: text(previous), now: text(now), change: changeOf(previous, now) };
}

function changeOf(previous: number | undefined, now: number | undefined): string {
  if (previous === now) return 'the same';
  if (previous === undefined || now === undefined) return 'changed';
  if (previous === 0) return 'from zero';
  const share = (now - previous) / Math.abs(previous);
  return `${share > 0 ? '+' : ''}${percentage(share)}`;
}

/** All that a report says, as plain data: a face only lays it out. */
import type { PreCheckFinding } from '../../../core/drill/pre-checks/pre-check.ts';
import type { Hypothesis } from '../../../core/experiment/schema/probes.ts';
import type { RunHistory } from '../../../core/history/run-history.ts';
import type { RunRecord } from '../../../core/history/run-record.ts';
import type { Plan } from '../../../core/plan/plan.ts';
import { sentenceOf } from '../../../core/stop-conditions/finding.ts';
import { redactHistory } from '../redact.ts';
import { type Change, changesOf } from './changes.ts';
import { type Chart, chartOf } from './chart.ts';
import { type Comparison, compare } from './comparison.ts';
import { type DrillReport, drillOf } from './drill.ts';
import { type Moment, momentsOf } from './moments.ts';
import { replayCommand } from './replay.ts';
import { type TimeAxis, timeAxis } from './scale.ts';
import { seriesOf } from './series.ts';
import { type ProbeTable, tableOf } from './table.ts';
import { leaseText, type TargetGroup, targetsOf } from './targets.ts';
import { type TimelineRow, timelineOf } from './timeline.ts';
import { type RunTimes, timesOf } from './times.ts';
import { type TrendReport, trendReportOf } from './trend.ts';
import { type KeyFigure, keyFigures, type Verdict, verdictOf } from './verdict.ts';
import { type Window, windowsOf } from './windows.ts';

export interface Report {
  readonly title: string;
  readonly experiment: string;
  readonly verdict: Verdict;
  readonly figures: readonly KeyFigure[];
  readonly hypothesis: Hypothesis;
  readonly times: RunTimes;
  readonly axis: TimeAxis;
  readonly windows: readonly Window[];
  readonly moments: readonly Moment[];
  readonly charts: readonly Chart[];
  readonly tables: readonly ProbeTable[];
  readonly targets: readonly TargetGroup[];
  readonly lease: string;
  readonly shares: Plan['shares'];
  readonly changes: readonly Change[];
  readonly irreversible: Plan['irreversible'];
  readonly unsafe: readonly string[];
  /** What was found of the place that takes over. Empty for what is no drill. */
  readonly preChecks: readonly PreCheckFinding[];
  readonly timeline: readonly TimelineRow[];
  readonly cost: Plan['cost'];
  readonly exposure: Plan['exposure'];
  /** What there was to say against its stop alarms, one sentence each. */
  readonly stopConditions: readonly string[];
  /** Of a drill that changed something. */
  readonly drill?: DrillReport;
  /** Of a drill that was measured before. */
  readonly trend?: TrendReport;
  readonly comparison?: Comparison;
  readonly replay: string;
}

/** What a report sets a run beside. */
export interface Earlier {
  /** The last run of the same experiment. */
  readonly last?: RunHistory | undefined;
  /** Of the same experiment, newest first. The run itself may be among them. */
  readonly records?: readonly RunRecord[];
}

/** From histories alone: no clock, no locale, no file. Secrets are hidden before anything is read. */
export function reportOf(given: RunHistory, { last, records = [] }: Earlier = {}): Report {
  const history = redactHistory(given);
  const { record } = history;
  const times = timesOf(history);
  const series = seriesOf(history);
  const starts = series.flatMap((s) => s.points.map((p) => p.at));
  const ends = series.flatMap((s) => s.points.map((p) => p.at + p.length));
  const earliest = starts.reduce((a, b) => Math.min(a, b), times.startedAt);
  const latest = ends.reduce((a, b) => Math.max(a, b), times.lastAt);
  const axis = timeAxis(earliest, latest, times.injectedAt ?? times.startedAt);
  const tables = series.map((s) => tableOf(s, times));
  const drill = drillOf(history);
  const trend = trendReportOf(record, records);
  const comparison = last && compare(history, redactHistory(last));
  return {
    title: record.title,
    experiment: record.experiment,
    verdict: verdictOf(history, times),
    figures: keyFigures(history, times, tables, drill),
    hypothesis: record.plan.definition.hypothesis,
    times,
    axis,
    windows: windowsOf(record, times, earliest),
    moments: momentsOf(history, times),
    charts: series.map((s) => chartOf(s, axis)),
    tables,
    targets: targetsOf(history),
    lease: leaseText(history),
    shares: record.plan.shares,
    changes: changesOf(history),
    irreversible: record.plan.irreversible,
    unsafe: [...record.plan.unsafe, ...(record.forced ? [`${record.forced.by} went past the pre-checks`] : [])],
    preChecks: record.plan.preChecks ?? [],
    timeline: timelineOf(history.journal),
    cost: record.plan.cost,
    exposure: record.plan.exposure,
    stopConditions: (record.plan.stopConditions ?? []).map(sentenceOf),
    ...(drill ? { drill } : {}),
    ...(trend ? { trend } : {}),
    ...(comparison ? { comparison } : {}),
    replay: replayCommand(record),
  };
}

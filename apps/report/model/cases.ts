/** The run as a list of checks, for tools that count passes and failures. */
import type { RunHistory } from '../../../core/history/run-history.ts';
import { figure, percentage } from './numbers.ts';
import type { Series } from './series.ts';
import type { PhaseRow } from './table.ts';
import { entriesOf, type RunTimes } from './times.ts';

export type Outcome =
  | { readonly is: 'passed' }
  | { readonly is: 'failed' | 'errored' | 'skipped'; readonly sentence: string };

export interface Case {
  readonly group: 'gate' | 'probes' | 'recovery' | 'undo' | 'objectives' | 'run';
  readonly name: string;
  /** Seconds by the run's clock. */
  readonly seconds: number;
  readonly outcome: Outcome;
}

const passed: Outcome = { is: 'passed' };
const failed = (sentence: string): Outcome => ({ is: 'failed', sentence });
const skipped = (sentence: string): Outcome => ({ is: 'skipped', sentence });
const between = (from: number | undefined, to: number | undefined): number =>
  from === undefined || to === undefined ? 0 : Math.max(0, to - from) / 1000;

/** `rows`: before, during and after of each probe, as `tableOf` gives them. */
export function casesOf(
  history: RunHistory,
  times: RunTimes,
  probes: readonly { readonly series: Series; readonly rows: readonly PhaseRow[] }[],
): readonly Case[] {
  return [
    gateCase(history, times),
    ...probes.flatMap(({ series, rows }) =>
      rows
        .filter((row) => row.judged)
        .map(
          (row): Case => ({
            group: 'probes',
            name: `${series.probe} ${row.phase}`,
            seconds: secondsOf(row, times),
            outcome: probeOutcome(series, row, history, times),
          }),
        ),
    ),
    recoveryCase(history, times),
    ...undoCases(history, times),
    ...objectiveCases(history),
    verdictCase(history, times),
  ];
}

const secondsOf = ({ phase }: PhaseRow, t: RunTimes): number => {
  if (phase === 'before') return between(t.startedAt, t.injectedAt);
  return phase === 'during' ? between(t.injectedAt, t.endedAt) : between(t.endedAt, t.recoveryJudgedAt);
};

function gateCase({ record, journal }: RunHistory, times: RunTimes): Case {
  const refusal = entriesOf(journal, 'refused').at(-1);
  const gate = entriesOf(journal, 'gate').at(-1);
  const outcome =
    refusal || (record.terminal?.end === 'refused' && gate?.held !== false)
      ? failed(record.terminal?.reason ?? refusal?.why ?? 'refused')
      : !gate
        ? skipped('the run never came to the gate')
        : gate.held
          ? passed
          : failed(record.terminal?.reason ?? gate.why);
  return {
    group: 'gate',
    name: 'steady state before',
    seconds: between(times.startedAt, gate?.at ?? refusal?.at),
    outcome,
  };
}

function probeOutcome(series: Series, row: PhaseRow, { record }: RunHistory, times: RunTimes): Outcome {
  if (row.phase !== 'before' && times.injectedAt === undefined) return skipped('nothing was injected');
  const { count, of, share } = row.breaching;
  if (of === 0) return skipped(`no sample of ${series.probe} ${row.phase} the injection`);
  if (count === 0) return passed;
  // What the lifecycle forgave does not fail: a breach shorter than the probe's `for`, or one that recovery mended in time.
  const forgiven =
    (row.phase === 'during' && record.terminal?.verdict === 'held') ||
    (row.phase === 'after' && times.recoveredAfter !== undefined) ||
    (row.phase === 'before' && times.injectedAt !== undefined);
  if (forgiven) return passed;
  const bad = series.points.filter((p) => p.phase === row.phase && p.result === 'breach');
  const worst = bad.reduce((a, b) => (distance(b.value, series) > distance(a.value, series) ? b : a));
  return failed(
    `${series.probe} was outside tolerance (${series.tolerance ?? 'none'}) in ${count} of ${of} samples (${percentage(share!)}), at worst ${worst.value === undefined ? worst.text : figure(worst.value)}`,
  );
}

const distance = (value: number | undefined, { bounds }: Series): number =>
  value === undefined ? 0 : Math.max(0, ...bounds.map((b) => (b.good === 'above' ? b.value - value : value - b.value)));

function recoveryCase({ journal }: RunHistory, times: RunTimes): Case {
  const notBack = entriesOf(journal, 'not-recovered').at(-1);
  const outcome =
    times.injectedAt === undefined
      ? skipped('nothing was injected')
      : times.recoveredAfter !== undefined
        ? passed
        : notBack
          ? failed(notBack.why)
          : skipped('the run has not been seen to recover yet');
  return { group: 'recovery', name: 'steady state after', seconds: (times.recoveredAfter ?? 0) / 1000, outcome };
}

function undoCases({ ledger }: RunHistory, times: RunTimes): readonly Case[] {
  if (ledger.length === 0)
    return [{ group: 'undo', name: 'nothing to undo', seconds: 0, outcome: skipped('nothing was changed') }];
  return ledger.map((entry): Case => {
    const result = entry.proof?.result;
    const why = entry.proof?.findings.find((f) => f.result === result)?.detail;
    const outcome =
      result === 'restored' || result === 'irreversible'
        ? passed
        : failed(
            `${entry.action} of ${entry.id} was not proved undone: ${result ?? 'no proof'}${why ? `, ${why}` : ''}`,
          );
    return {
      group: 'undo',
      name: `${entry.id} ${entry.action}`,
      seconds: between(times.endedAt, entry.undoneAt),
      outcome,
    };
  });
}

/** Of a drill: one for each objective. An unknown one is no pass, and no failure either. */
const objectiveCases = ({ record }: RunHistory): readonly Case[] =>
  (record.terminal?.drill?.objectives ?? []).map(({ name, came, why, objective }) => ({
    group: 'objectives',
    name,
    seconds: name === 'successRate' ? 0 : objective / 1000,
    outcome: came === 'met' ? passed : came === 'missed' ? failed(why) : skipped(why),
  }));

function verdictCase({ record }: RunHistory, times: RunTimes): Case {
  const { terminal } = record;
  const outcome: Outcome = !terminal
    ? { is: 'errored', sentence: `the run has not concluded: it is ${record.phase}` }
    : terminal.end === 'errored'
      ? { is: 'errored', sentence: terminal.reason }
      : terminal.verdict === 'held'
        ? passed
        : failed(terminal.reason);
  return { group: 'run', name: 'hypothesis', seconds: between(times.startedAt, times.finishedAt), outcome };
}

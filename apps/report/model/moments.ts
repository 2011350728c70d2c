/** The events that a run's charts mark. */
import type { RunHistory } from '../../../core/history/run-history.ts';
import type { Instant } from '../../../core/ports/clock.ts';
import { backAfter, plural } from './numbers.ts';
import { entriesOf, type RunTimes } from './times.ts';

export type MomentKind =
  | 'injected'
  | 'awaited'
  | 'alarm'
  | 'deviated'
  | 'stop'
  | 'undone'
  | 'recovered'
  | 'not-recovered';

export interface Moment {
  /** 1 for the first: the number on the chart and in the list below it. */
  readonly number: number;
  readonly kind: MomentKind;
  readonly at: Instant;
  readonly text: string;
}

/** Oldest first. */
export function momentsOf(history: RunHistory, times: RunTimes): readonly Moment[] {
  const { record, journal, ledger } = history;
  const found: Omit<Moment, 'number'>[] = [];
  const add = (kind: MomentKind, at: Instant, text: string) => found.push({ kind, at, text });
  for (const entry of entriesOf(journal, 'injected'))
    add('injected', entry.at, `wave ${entry.wave}${rungOf(record, entry.wave)} injected: ${entry.stepIds.join(', ')}`);
  for (const entry of entriesOf(journal, 'awaited'))
    add('awaited', entry.since ?? entry.at, `${entry.stepId}: ${entry.why}`);
  const last = new Map<string, string>();
  for (const entry of entriesOf(journal, 'observed')) {
    for (const [name, state] of Object.entries(entry.alarms)) {
      const previous = last.get(name) ?? 'OK';
      if (state !== previous) add('alarm', entry.at, `alarm ${name} was seen in ${state}, after ${previous}`);
      last.set(name, state);
    }
  }
  for (const entry of entriesOf(journal, 'deviated')) add('deviated', entry.at, entry.why);
  if (record.cause && record.cause.kind !== 'gate' && times.injectedAt !== undefined)
    add(
      'stop',
      record.cause.at,
      `${record.cause.kind === 'settled' ? 'injection over' : 'stop'}: ${record.cause.detail}`,
    );
  if (times.undoneAt !== undefined)
    add(
      'undone',
      times.undoneAt,
      `${plural(ledger.filter((e) => e.undoneAt !== undefined).length, 'change')} confirmed undone`,
    );
  for (const entry of entriesOf(journal, 'recovered'))
    add('recovered', entry.at, `steady state was back ${backAfter(entry.after)}, and had held`);
  for (const entry of entriesOf(journal, 'not-recovered')) add('not-recovered', entry.at, entry.why);
  return found.sort((a, b) => a.at - b.at).map((moment, i) => ({ ...moment, number: i + 1 }));
}

/** Rows for markers, so that those nearer than `apart` (a share of the axis) do not overlap. Answers each one's row, from 0. */
export function lanes(places: readonly number[], apart: number): readonly number[] {
  const ends: number[] = [];
  return places.map((at) => {
    const free = ends.findIndex((end) => at - end >= apart);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = at;
    return lane;
  });
}

/** Of an escalation: ` at 250 ms`. */
function rungOf({ plan }: RunHistory['record'], wave: number): string {
  const rung = plan.steps.find((step) => step.wave === wave)?.rung;
  return rung === undefined ? '' : ` at ${rung}`;
}

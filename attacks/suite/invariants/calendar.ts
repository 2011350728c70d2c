import type { TimeWindow } from '../../../core/experiment/schema/guardrails.ts';
import type { Millis } from '../../../core/ports/clock.ts';
import { functionTimeout } from '../../../lib/workflow/limits.ts';
import type { AttackKind } from '../attacks.ts';
import type { Invariant } from './invariant.ts';

const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const formats = new Map<string, Intl.DateTimeFormat>();

/** I10: nothing is started outside its windows or in a blackout, by a reading of the calendar that is not the guardrail's. */
export const calendar: Invariant = {
  id: 'I10',
  what: 'nothing outside windows, or in blackouts',
  *breaches({ platform: { witness, tables, attacker } }) {
    const seen = seenBy(attacker.happened.map(({ kind }) => kind));
    for (const { runId, experimentId, at } of witness.started) {
      const { windows, blackouts = [] } = tables.records.get(runId)?.plan.definition.guardrails ?? {};
      const instants = seen.map((off) => at + off);
      if (windows && !instants.some((instant) => windows.some((window) => isOpen(window, instant))))
        yield `${experimentId} of ${runId} was started at ${new Date(at).toISOString()}, outside its windows`;
      const timeZone = windows?.[0]?.timeZone ?? 'UTC';
      const dates = instants.map((instant) => localOf(timeZone, instant).date);
      for (const { name, from, to } of blackouts)
        if (dates.every((date) => from <= date && date <= to))
          yield `${experimentId} of ${runId} was started in the blackout ${name}`;
    }
  },
};

const minute = 60_000;

/**
 * What the clock may have said, against the world's, when a function began that then started
 * the fault: two minutes off where a clock was, and a function timeout ago where a call took
 * so long to land. Nothing else that happens may carry a start over the edge of a window.
 */
function seenBy(happened: readonly AttackKind[]): readonly Millis[] {
  const skew = happened.includes('clock-skew') ? 2 * minute : 0;
  const flight = happened.some((kind) => kind === 'zombie' || kind === 'function-timeout') ? functionTimeout * 1000 : 0;
  return [-skew - flight, -skew, -flight, 0, skew];
}

function isOpen({ days: named, from, to, timeZone }: TimeWindow, at: number): boolean {
  const { time } = localOf(timeZone, at);
  if (from <= to) return isNamed(named, localOf(timeZone, at).day) && from <= time && time < to;
  // Past midnight it is still the window of the day before.
  if (time >= from) return isNamed(named, localOf(timeZone, at).day);
  return time < to && isNamed(named, (localOf(timeZone, at).day + 6) % 7);
}

const isNamed = (named: string, day: number): boolean =>
  named.split(',').some((part) => {
    const [first, last = first] = part.split('-').map((name) => days.indexOf(name));
    return first! <= last! ? first! <= day && day <= last! : day >= first! || day <= last!;
  });

function localOf(timeZone: string, at: number): { readonly day: number; readonly time: string; readonly date: string } {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-CA', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(timeZone, format);
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    day: days.indexOf(parts.weekday!.toUpperCase()),
    time: `${parts.hour}:${parts.minute}`,
    date: `${parts.year}-${parts.month}-${parts.day}`,
  };
}

import type { TimeWindow } from '../../../core/experiment/schema/guardrails.ts';
import type { Invariant } from './invariant.ts';

const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const formats = new Map<string, Intl.DateTimeFormat>();

/** I10: nothing is started outside its windows or in a blackout, by a reading of the calendar that is not the guardrail's. */
export const calendar: Invariant = {
  id: 'I10',
  what: 'nothing outside windows, or in blackouts',
  *breaches({ platform: { witness, tables, attacker } }) {
    // What an attack held up was let in by the clock of then.
    if (attacker.slack > 0) return;
    for (const { runId, experimentId, at } of witness.started) {
      const { windows, blackouts = [] } = tables.records.get(runId)?.plan.definition.guardrails ?? {};
      if (windows && !windows.some((window) => isOpen(window, at)))
        yield `${experimentId} of ${runId} was started at ${new Date(at).toISOString()}, outside its windows`;
      const date = windows?.[0] ? localOf(windows[0].timeZone, at).date : new Date(at).toISOString().slice(0, 10);
      for (const { name, from, to } of blackouts)
        if (from <= date && date <= to) yield `${experimentId} of ${runId} was started in the blackout ${name}`;
    }
  },
};

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

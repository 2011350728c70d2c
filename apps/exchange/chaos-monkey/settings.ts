/** Settings that several monkeys share, read and noted. */

import type { TimeWindow } from '../../../core/experiment/schema/guardrails.ts';
import type { Question } from '../importer.ts';
import type { Place } from '../place.ts';
import { booleanOf, listOf, numberOf } from '../quantities.ts';
import { asItIs } from '../values.ts';

export interface MonkeyWindow {
  /** Whole hours, local, of workdays. */
  readonly startHour: number;
  readonly endHour: number;
  readonly timeZone: string;
}

export const workdays = ({ startHour, endHour, timeZone }: MonkeyWindow): TimeWindow => ({
  days: 'MON-FRI',
  from: clock(startHour),
  to: clock(endHour),
  timeZone,
});

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

/** One that is switched off is leashed: its days can be seen, and nothing happens. */
export function leashOf(
  enabled: Place,
  leashed: Place,
  how = 'a leashed monkey plans and records, and carries nothing out',
): boolean {
  const on = told(
    enabled,
    booleanOf(enabled.value),
    'one that is not enabled is leashed here; its schedule is deployed disabled besides',
  );
  return told(leashed, booleanOf(leashed.value), how) === true || on === false;
}

/** Spinnaker names accounts; AWS numbers them. */
export function accountsOf(place: Place): {
  readonly numbers: readonly string[];
  readonly questions: readonly Question[];
} {
  const named = namesOf(place, 'accounts of twelve digits are looked into; which number each other name has is asked');
  const others = named.filter((name) => !/^\d{12}$/.test(name));
  return {
    numbers: named.filter((name) => !others.includes(name)),
    questions:
      others.length === 0
        ? []
        : [
            {
              path: ['groups', 0],
              ask: `where: { accounts: ["…"] }, the numbers of the accounts ${others.join(', ')}: without them, the platform’s own`,
            },
          ],
  };
}

/** Workdays between two hours, which a window of ours says; holidays are to be named. */
export function windowOf(start: Place, end: Place, zone: Place, otherwise: MonkeyWindow): MonkeyWindow | undefined {
  if ([start, end, zone].every(({ value }) => value === undefined)) return undefined;
  const hours = [hourOf(start, otherwise.startHour), hourOf(end, otherwise.endHour)] as const;
  const name = asItIs(zone.value).written;
  const known = typeof name === 'string' && isZone(name);
  if (known) zone.kept();
  else zone.lost('it is no IANA time zone such as Europe/Berlin: UTC is taken');
  const timeZone = known ? name : zone.value === undefined ? otherwise.timeZone : 'UTC';
  return hours[0] === hours[1] ? undefined : { startHour: hours[0], endHour: hours[1], timeZone };
}

function hourOf(place: Place, otherwise: number): number {
  const hour = numberOf(place.value);
  if (place.value === undefined) return otherwise;
  if (hour === undefined || !Number.isInteger(hour) || hour < 0 || hour > 23) {
    place.lost('it is no hour from 0 to 23');
    return otherwise;
  }
  place.kept();
  return hour;
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /^[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)*$/.test(name);
  } catch {
    return false;
  }
}

/** Names in a list, or one by one. */
export function namesOf(place: Place, how: string): readonly string[] {
  const names = listOf(asItIs(place.value).written).filter((name) => /^[\w.:/-]+$/.test(name));
  if (names.length > 0) place.changed(how);
  else place.kept('nobody is named');
  return names;
}

export function told<T>(place: Place, value: T | undefined, how: string): T | undefined {
  if (value === undefined) place.lost('it is not what is asked for here');
  else place.changed(how);
  return value;
}

/** Settings that several monkeys share, read and noted. */
import type { Place } from '../place.ts';
import { booleanOf, listOf, numberOf } from '../quantities.ts';
import { asItIs } from '../values.ts';
import type { MonkeyWindow } from './configuration.ts';

export const switches = {
  enabled: (place: Place): boolean | undefined =>
    told(place, booleanOf(place.value), 'nothing runs by being there: run it, or enable its schedule'),
  leashed: (place: Place): boolean | undefined =>
    told(place, booleanOf(place.value), 'squall plan says whom it would hit, and injects nothing'),
};

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

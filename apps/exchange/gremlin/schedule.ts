/** When a scheduled attack runs: on some days, within some hours. */
import type { Facts } from '../draft.ts';
import type { Place } from '../place.ts';
import { rowOf } from '../row.ts';

const days: Readonly<Record<string, string>> = {
  M: 'MON',
  T: 'TUE',
  W: 'WED',
  Th: 'THU',
  F: 'FRI',
  Sa: 'SAT',
  S: 'SAT',
  Su: 'SUN',
};

/** A window says when a run may begin; one run a day at a random time is a schedule with a flexible window. */
export function scheduleOf(trigger: Place): Pick<Facts, 'schedule' | 'guardrails'> | undefined {
  if (trigger.value === undefined) return undefined;
  const [start, end] = [timeOf(trigger.at('start')), timeOf(trigger.at('end'))];
  const zone = trigger.at('timeZone').text() ?? 'UTC';
  const chosen = trigger
    .at('activeDays')
    .list()
    .map((day) => ({ day, name: rowOf(days, day.text() ?? '') }));
  for (const { day, name } of chosen)
    if (name === undefined) day.lost('it is no day of the week');
    else day.kept();
  trigger.at('maxRuns').lost('a schedule starts one run each time');
  trigger.at('type').changed('at a random time within the hours: a flexible window');
  const week = chosen.flatMap(({ name }) => name ?? []).join(',');
  if (start === undefined || end === undefined || week === '') {
    for (const key of ['start', 'end', 'timeZone'])
      trigger.at(key).lost('hours and days make a schedule only together');
    return undefined;
  }
  for (const key of ['start', 'end', 'timeZone']) trigger.at(key).kept();
  const [hour, minute] = start.split(':').map(Number) as [number, number];
  const minutes = between(start, end);
  return {
    schedule: {
      cron: `${minute} ${hour} ? * ${week} *`,
      timeZone: zone,
      ...(minutes > 0 && { flexibleWindow: `PT${minutes}M` }),
    },
    guardrails: { windows: [{ days: week, from: start, to: end, timeZone: zone }] },
  };
}

const timeOf = (place: Place): string | undefined => {
  const text = place.text() ?? '';
  return /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text) ? text : undefined;
};

/** Minutes from one time of day to the next other one. */
function between(start: string, end: string): number {
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  return (minutes(end) - minutes(start) + 1440) % 1440;
}

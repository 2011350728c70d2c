/** A monkey's day: the minutes at which a kill may begin, or why there are none. */
import type { Experiment } from '../experiment/schema/experiment.ts';
import { rule as blackout } from '../guardrails/blackout.ts';
import { rule as holiday } from '../guardrails/holiday.ts';
import type { Plan } from '../plan/plan.ts';
import type { Instant, Millis } from '../ports/clock.ts';
import { type Calendar, nameOf } from '../schedule/calendar.ts';
import type { Closed } from './day-plan.ts';
import { type KillTimes, killTimes } from './kill-times.ts';
import { beginning, weekdayOf, windowMinutes } from './window-minutes.ts';

const minute = 60_000;
/** A schedule comes up to a minute late, and the run's first step up to another. */
const late = 2 * minute;

export type Workday =
  /** In order, whole minutes. At least one. */
  { readonly minutes: readonly Instant[] } | { readonly closed: Closed };

/** A monkey's days, each worked out once. */
export interface Workdays {
  of(date: string): Workday;
}

/**
 * A day is a workday when a window begins on it, it is neither a holiday nor in a blackout,
 * and there is a minute at which a kill may begin: from that minute on all that it needs fits
 * into the windows, and nothing that its run might take touches a holiday or a blackout.
 * Minutes that clocks skip are none, and those that they show twice are two.
 * @param experiment of any kill of the monkey: they all have its windows, holidays and blackouts
 * @param calendar of its holidays. Where it does not know a day, that is none.
 */
export function workdaysOf(experiment: Experiment, calendar: Calendar | undefined): Workdays {
  const times = killTimes(experiment);
  const known = new Map<string, Workday>();
  return {
    of(date) {
      const found = known.get(date) ?? workday(experiment, calendar, times, date);
      known.set(date, found);
      return found;
    },
  };
}

/** What a kill needs of a window, from the minute at which it is planned. */
export const roomFor = ({ needed }: KillTimes): Millis => needed + late;

function workday(experiment: Experiment, calendar: Calendar | undefined, times: KillTimes, date: string): Workday {
  const { windows = [], holidays, blackouts = [] } = experiment.guardrails;
  if (beginning(windows, date).length === 0) {
    const days = [...new Set(windows.map((each) => each.days))].join(' and ');
    return closed('window', `${date} is a ${weekdayOf(date)}, and windows begin on ${days}`);
  }
  const off = holidays && calendar?.holidays.find((day) => day.date === date);
  if (off) return closed('holiday', `${date} is ${off.name}, a holiday of ${nameOf(holidays)}`);
  const black = blackouts.find(({ from, to }) => from <= date && date <= to);
  if (black) return closed('blackout', `the blackout ${black.name} lasts from ${black.from} to ${black.to}`);

  const open = windowMinutes(windows, date, roomFor(times));
  if (open.length === 0)
    return closed(
      'window',
      `no window of ${date} is open for the ${Math.ceil(roomFor(times) / minute)} min that a kill may take`,
    );
  const offCalendar = calendarRules(experiment, calendar);
  const [first, last] = [open[0]!, open.at(-1)!];
  // One question for all of them, and one for each only where something is near.
  const near = offCalendar(first, last - first + times.lease);
  const minutes = near ? open.filter((at) => !offCalendar(at, times.lease)) : open;
  return minutes.length > 0 || !near ? { minutes } : { closed: near };
}

const closed = (rule: Closed['rule'], why: string): Workday => ({ closed: { rule, why } });

/** As a run's own guardrails have them, for whatever a run may touch that begins at an instant. */
function calendarRules(experiment: Experiment, calendar: Calendar | undefined) {
  return (now: Instant, lease: Millis): Closed | undefined => {
    // They read no more of a plan than this.
    const plan = { definition: experiment, times: { lease }, ...(calendar && { calendar }) } as Plan;
    const holidays = holiday.decide({ plan, now }, undefined);
    if (holidays !== undefined) return { rule: 'holiday', why: holidays };
    const blackouts = blackout.decide({ plan, now }, undefined);
    return blackouts === undefined ? undefined : { rule: 'blackout', why: blackouts };
  };
}

/** A monkey's day, from nothing but what it is given: the same for everybody who asks. */
import { hashOf } from '../plan/hash.ts';
import type { Instant } from '../ports/clock.ts';
import type { Calendar } from '../schedule/calendar.ts';
import { type Candidate, candidatesOf } from './candidates.ts';
import { overCap } from './cap.ts';
import type { DayPlan, Declined, PastKill, PlannedKill } from './day-plan.ts';
import { exampleOf } from './example.ts';
import { lastWorkday } from './gap.ts';
import { type Group, nameOnly } from './group.ts';
import { type Kill, killOf } from './kill-of.ts';
import { mayBeHit, type Refused } from './may-be-hit.ts';
import { plannedIn } from './places-of.ts';
import type { MonkeyDefinition } from './schema/monkey.ts';
import { type Workdays, workdaysOf } from './workday.ts';

export interface DayRequest {
  readonly definition: MonkeyDefinition;
  /** Of its holidays, when it keeps any. */
  readonly calendar?: Calendar | undefined;
  /** In the time zone of its windows: `2026-11-23`. */
  readonly date: string;
  /** A whole number. */
  readonly seed: number;
  readonly groups: readonly Group[];
  /** In any order. Kills of `date` and later are left out of account, so that a day planned again is the same day. */
  readonly history: readonly PastKill[];
  readonly now: Instant;
}

/**
 * Drawn, then asked, in this order: the gap; whether the group may be hit at all; the daily
 * cap; what is true only now (its capacity, how late it is). So a day that is planned again
 * drops the same groups for the cap. A minute that is gone is declined and never moved: a kill
 * moved into what is left of the day would make later minutes likelier than earlier ones.
 */
export function planDay(request: DayRequest): DayPlan {
  const { definition, calendar, date, seed, groups, now } = request;
  const { workdays, monkeyHash } = factsOf(definition, calendar);
  const day = workdays.of(date);
  const plan = {
    schemaVersion: 1,
    monkey: definition.metadata.name,
    monkeyHash,
    date,
    seed,
    plannedAt: now,
    groups: groups.length,
    ...(definition.trackers && { trackers: definition.trackers }),
  } as const;
  if ('closed' in day) return { ...plan, closed: day.closed, notDrawn: 0, kills: [], leashed: [], declined: [] };

  const { minutes } = day;
  const declined: Declined[] = [];
  const decline = ({ group, odds, at }: Candidate, [rule, why]: Refused) =>
    declined.push({ group: nameOnly(group), rule, why, at, odds });
  const drawn = candidatesOf(request, workdays, minutes);
  const wanted = drawn.filter((each) => {
    const refused = each.tooSoon ?? mayBeHit(definition, each.group);
    if (refused) decline(each, refused);
    return !refused;
  });

  const planned = (candidates: readonly Candidate[]): PlannedKill[] => {
    const { maxKillsPerDay } = definition;
    const over = overCap(maxKillsPerDay, candidates, ({ group }) => plannedIn(definition, group));
    const kills: PlannedKill[] = [];
    for (const each of candidates) {
      const capped = over.get(each);
      const found: Kill = capped
        ? {
            refused: [
              'daily-cap',
              `${capped.among} may be hit, and of them the ${maxKillsPerDay} with the lowest numbers are`,
            ],
          }
        : killOf(request, monkeyHash, each);
      if ('kill' in found) kills.push(found.kill);
      else decline(each, found.refused);
    }
    return kills.sort((a, b) => a.at - b.at || compare(a.group.id, b.group.id));
  };
  const [kills, leashed] = [
    planned(wanted.filter((each) => !each.leashed)),
    planned(wanted.filter((each) => each.leashed)),
  ];
  return {
    ...plan,
    window: { from: minutes[0]!, to: minutes.at(-1)!, minutes: minutes.length },
    notDrawn: groups.length - drawn.length,
    kills,
    leashed,
    declined: declined.sort((a, b) => compare(a.group.id, b.group.id)),
    ...stillOpen(workdays, date, now),
  };
}

interface Facts {
  readonly calendar: Calendar | undefined;
  readonly workdays: Workdays;
  readonly monkeyHash: string;
}

/** Of definitions that were planned with of late: whoever plans a month asks for its days again and again. */
const known = new WeakMap<MonkeyDefinition, Facts>();

function factsOf(definition: MonkeyDefinition, calendar: Calendar | undefined): Facts {
  const found = known.get(definition);
  if (found && found.calendar === calendar) return found;
  const workdays = workdaysOf(exampleOf(definition, 0), calendar);
  const facts = { calendar, workdays, monkeyHash: hashOf(definition) };
  known.set(definition, facts);
  return facts;
}

/** The days before are not over: a kill of theirs may hold up one of this day. */
function stillOpen(workdays: Workdays, date: string, now: Instant): Pick<DayPlan, 'provisional'> {
  const before = lastWorkday(workdays, date);
  const day = before === undefined ? undefined : workdays.of(before);
  const last = day && 'minutes' in day ? day.minutes.at(-1)! : now - 1;
  if (last < now) return {};
  return {
    provisional: `kills may still come on ${before} and hold up some of these: plan it again when that day is over`,
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

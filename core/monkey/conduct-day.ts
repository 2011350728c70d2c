/**
 * A monkey's day in one account and Region: planned, put on record, its owners told, and a
 * schedule set for each kill. Done twice, or late, it kills no more and nothing in the past.
 */
import { definitionHash } from '../plan/definition-hash.ts';
import type { Clock, Instant } from '../ports/clock.ts';
import type { DayPlans, Place } from '../ports/day-plans.ts';
import type { StoredDefinition } from '../ports/definitions.ts';
import type { KillSchedules } from '../ports/kill-schedules.ts';
import type { OwnerNotices } from '../ports/owner-notices.ts';
import type { Resources } from '../ports/resources.ts';
import type { Runs } from '../ports/runs.ts';
import type { Calendar } from '../schedule/calendar.ts';
import type { DayPlan, PastKill, PlannedKill } from './day-plan.ts';
import { experimentName, experimentOf } from './experiment-of.ts';
import type { GroupName } from './group.ts';
import { groupsOf } from './groups-of.ts';
import { noticeOf } from './kill-notice.ts';
import { pastKillsOf, recordedKillsOf } from './past-kills.ts';
import { onlyIn } from './places-of.ts';
import { planDay } from './plan-day.ts';
import { dateToPlan } from './planning-time.ts';
import type { MonkeyDefinition } from './schema/monkey.ts';
import { dayAfter } from './window-minutes.ts';

export interface ConductPorts {
  readonly clock: Clock;
  readonly resources: Pick<Resources, 'resolve'>;
  readonly runs: Pick<Runs, 'list'>;
  readonly days: DayPlans;
  readonly schedules: KillSchedules;
  readonly owners: OwnerNotices;
  /** Under its hash alone: a kill's experiment is nothing that anybody starts by name. */
  keepDefinition(definition: StoredDefinition): Promise<void>;
}

export interface DayToConduct {
  readonly monkey: MonkeyDefinition;
  readonly calendar?: Calendar | undefined;
  readonly seed: number;
  readonly place: Place;
  /** The platform's own, which groups that name none are in. */
  readonly home: Place;
  /** When its planning was scheduled, which need not be now. */
  readonly scheduledAt: Instant;
}

export interface Conducted {
  readonly plan: DayPlan;
  /** Kills of the day's first record that this call still stands by, in order. */
  readonly kills: readonly PlannedKill[];
  /** Of them, how many schedules were made now; the others stood. */
  readonly set: number;
}

const minute = 60_000;
/** Scheduler takes no instant that is past, and comes up to a minute late. */
const soonest = minute;
/** A kill that comes later than this is no kill of that plan. */
const latest = 3 * minute;
/** Runs of one group that are looked at for its last kill and its zones. */
const remembered = 20;
/** Days: no gap of workdays is longer. */
const longestGap = 600;

/** @throws what the ports throw: nothing is scheduled for an owner who was not told */
export async function conductDay(day: DayToConduct, ports: ConductPorts): Promise<Conducted> {
  const { monkey, calendar, seed, place, home, scheduledAt } = day;
  const now = ports.clock.now();
  const date = dateToPlan(monkey, scheduledAt);
  const groups = (await groupsOf(onlyIn(monkey, place, home), ports.resources)).filter(
    ({ account, region = place.region }) => account === place.account && region === place.region,
  );
  const asked = { definition: monkey, ...(calendar && { calendar }), date, seed, groups, now };
  // Who is drawn hangs on no history, so that only theirs is read.
  const drawn = planDay({ ...asked, history: [] });
  const fresh = planDay({ ...asked, history: await historyOf(monkey, drawn, ports) });
  const plan = await ports.days.keep(fresh, place);

  const still = new Set(fresh.kills.map(({ runId }) => runId));
  const kills = plan.kills.filter(({ runId, at }) => still.has(runId) && at >= now + soonest);
  let set = 0;
  for (const kill of kills) {
    const { runId, experiment, parameters, seed: own } = experimentOf(monkey, kill);
    const hash = definitionHash(experiment);
    await ports.keepDefinition({ hash, experiment, ...(calendar && { calendar }) });
    if (monkey.notice) await ports.owners.tell(noticeOf(monkey, kill));
    const startedBy = `monkey ${monkey.metadata.name}`;
    const request = { experiment: hash, parameters, seed: own, startedBy };
    const done = await ports.schedules.set({ runId, at: kill.at, notAfter: kill.at + latest, request });
    if (done === 'set') set += 1;
  }
  return { plan, kills, set };
}

async function historyOf(
  { metadata: { name } }: MonkeyDefinition,
  { date, kills, leashed, declined }: DayPlan,
  { runs, days }: ConductPorts,
): Promise<readonly PastKill[]> {
  const groups = new Map<string, GroupName>(
    [...kills, ...leashed, ...declined].map(({ group }) => [group.id, group] as const),
  );
  const done = await Promise.all(
    [...groups.values()].map((group) =>
      runs.list({ experiment: experimentName(name, group.id, group.name), limit: remembered }),
    ),
  );
  const recorded = leashed.length > 0 ? await days.list(name, dayAfter(date, -longestGap)) : [];
  return [...pastKillsOf(name, done.flat()), ...recorded.flatMap(recordedKillsOf)];
}

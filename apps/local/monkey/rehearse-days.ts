/**
 * A monkey's days, one after the other in virtual time: each is planned when the deployed
 * platform would plan it, and each kill is a run of the same state machines, steps and
 * guardrails, on one fleet with one history. Nothing of it reaches the disk.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { compileWorld } from '../../../adapters/simulated/compile-world.ts';
import type { Timeline } from '../../../adapters/simulated/control-plane-store.ts';
import type { RunHistory } from '../../../core/history/run-history.ts';
import type { DayPlan } from '../../../core/monkey/day-plan.ts';
import { experimentOf } from '../../../core/monkey/experiment-of.ts';
import { groupsOf } from '../../../core/monkey/groups-of.ts';
import { outcomeOf } from '../../../core/monkey/outcome-of.ts';
import { pastKillsOf, recordedKillsOf } from '../../../core/monkey/past-kills.ts';
import { planDay } from '../../../core/monkey/plan-day.ts';
import { plannedAt } from '../../../core/monkey/planning-time.ts';
import type { MonkeyDefinition } from '../../../core/monkey/schema/monkey.ts';
import { ofDay, ofEnd, ofStart } from '../../../core/monkey/tracker-events.ts';
import { dayAfter } from '../../../core/monkey/window-minutes.ts';
import { longestLease } from '../../../core/plan/times.ts';
import type { Instant } from '../../../core/ports/clock.ts';
import type { World } from '../../../core/world/schema.ts';
import { createPartedCloud } from '../../../simulator/parts/parted-cloud.ts';
import { definitionAt } from '../../calendar/definition.ts';
import { calendarFor } from '../../calendar/holidays.ts';
import { type Account, openAccount } from '../account.ts';
import { RunStuck } from '../drive.ts';
import { historyOf } from '../history-of.ts';
import { rehearsalPlatform } from '../rehearsal-platform.ts';
import type { Day, Stretch } from './stretch.ts';

export interface RehearseDaysOptions {
  readonly monkey: MonkeyDefinition;
  readonly world: World;
  /** The first date, in the time zone of the monkey's windows: `2026-11-02`. */
  readonly from: string;
  /** At least 1. */
  readonly days: number;
  readonly seed: number;
  /** Once its last kill is over. */
  readonly onDay?: (day: Day) => void;
  /** Of each kill, once its run is over: its journal is not kept beyond that. */
  readonly onRun?: (history: RunHistory) => void;
}

const hour = 3_600_000;
const minute = 60_000;

/** The same for the same options. @throws RunStuck, UnknownHolidays */
export async function rehearseDays(options: RehearseDaysOptions): Promise<Stretch> {
  const { monkey, world, from, days, seed, onDay } = options;
  const dates = Array.from({ length: days }, (_, n) => dayAfter(from, n));
  const account = accountFor(options);
  const done: Day[] = [];
  for (const [n, date] of dates.entries()) {
    await until(account, plannedAt(monkey, date));
    const plan = await account.clock.during(() => planned(options, date, done, account));
    const next = dates[n + 1];
    await over(account, plan, next === undefined ? undefined : plannedAt(monkey, next));
    const day = { plan, ...(await whatCame(account, plan, options)) };
    done.push(day);
    onDay?.(day);
  }
  const { name, title } = monkey.metadata;
  return { monkey: name, title, world: world.metadata.name, seed, from, to: dates.at(-1) ?? from, days: done };
}

/** The world begins an hour before the first day is planned. */
function accountFor({ monkey, world, from, seed }: RehearseDaysOptions): Account {
  const startAt = new Date(Math.floor((plannedAt(monkey, from) - hour) / minute) * minute).toISOString();
  const placed: World = { ...world, startAt: `${startAt.slice(0, 19)}Z`, traffic: 'closed-form' };
  const timeline: Timeline = { id: 'days', world: placed, seed, createdAt: 0 };
  const cloud = createPartedCloud({ model: compileWorld(placed), seed });
  return openAccount(rehearsalPlatform(), timeline, {}, undefined, cloud);
}

/** Plans the day as it stands, and sets its kills: each starts its run when its minute comes. */
async function planned(
  { monkey, seed }: RehearseDaysOptions,
  date: string,
  before: readonly Day[],
  { ports, clock, storeDefinition }: Account,
): Promise<DayPlan> {
  const now = clock.now();
  const calendar = calendarFor(monkey, now);
  const plan = planDay({
    definition: monkey,
    ...(calendar && { calendar }),
    date,
    seed,
    groups: await groupsOf(monkey, ports.resources),
    history: [
      ...pastKillsOf(monkey.metadata.name, await ports.runs.list({})),
      ...before.flatMap((day) => recordedKillsOf(day.plan)),
    ],
    now,
  });
  for (const kill of plan.kills) {
    const { runId, experiment, parameters, seed: own } = experimentOf(monkey, kill);
    const definition = definitionAt(experiment, now);
    await storeDefinition(definition);
    const request = { experiment: definition.hash, parameters, seed: own, startedBy: `monkey ${monkey.metadata.name}` };
    clock.schedule(kill.at, () => void clock.during(() => ports.executions.start('experiment', runId, request)));
  }
  return plan;
}

async function until({ clock, announced }: Account, at: Instant): Promise<void> {
  for (let n = 0; clock.now() < at; n++) {
    for (const event of await clock.step(at)) announced(event);
    if (n % 1000 === 0) await nextTurn();
  }
  await clock.quiet();
}

/** Until every run of the day is over, or the next day is to be planned. The last day waits for its last run. */
async function over(account: Account, { kills }: DayPlan, next: Instant | undefined): Promise<void> {
  const { clock, ports } = account;
  const last = Math.max(clock.now(), ...kills.map(({ at }) => at));
  const giveUpAt = last + longestLease + 24 * hour;
  for (;;) {
    const records = await Promise.all(kills.map(({ runId }) => ports.runs.load(runId)));
    if (clock.now() > last && records.every((record) => record?.terminal) && account.running() === 0) return;
    if (next !== undefined && clock.now() >= next) return;
    if (clock.now() > giveUpAt) {
      const cause = account.errors.at(-1);
      const stuck = kills.find((_, n) => !records[n]?.terminal);
      throw new RunStuck(`${stuck?.runId} came to a standstill: ${cause?.message ?? 'no step reported an error'}`, {
        cause,
      });
    }
    await until(account, Math.min(next ?? Number.POSITIVE_INFINITY, Math.max(clock.now(), last) + minute));
  }
}

async function whatCame(
  { ports }: Account,
  plan: DayPlan,
  { monkey: { trackers = [] }, onRun }: RehearseDaysOptions,
): Promise<Pick<Day, 'outcomes' | 'told'>> {
  const outcomes: Day['outcomes'][number][] = [];
  const told = [...ofDay(trackers, plan, plan.kills)];
  for (const { runId } of plan.kills) {
    const history = await historyOf(runId, ports);
    const outcome = history && outcomeOf(history);
    if (!outcome) throw new RunStuck(`${runId} was not over when the next day was planned`);
    outcomes.push(outcome);
    told.push(...ofStart(trackers, history.record), ...ofEnd(trackers, history.record));
    onRun?.(history);
  }
  return { outcomes, told };
}

/** `squall monkey plan`: a day of a monkey, before it comes. */
import { randomInt } from 'node:crypto';
import type { DayPlan } from '../../../core/monkey/day-plan.ts';
import type { Group } from '../../../core/monkey/group.ts';
import { pastKillsOf } from '../../../core/monkey/past-kills.ts';
import { planDay } from '../../../core/monkey/plan-day.ts';
import { dateToPlan, plannedAt } from '../../../core/monkey/planning-time.ts';
import type { MonkeyDefinition } from '../../../core/monkey/schema/monkey.ts';
import type { Instant } from '../../../core/ports/clock.ts';
import type { World } from '../../../core/world/schema.ts';
import { calendarFor } from '../../calendar/holidays.ts';
import { formatProblem, readMonkey, readMonkeyWithWorld, type Unreadable } from '../../documents/read.ts';
import type { MonkeyOptions } from '../commands/monkey.ts';
import { exitCodes } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { withPlatform } from '../platforms/open.ts';
import { printed } from '../screen/output.ts';
import { where, whereInAws } from '../screen/where.ts';
import { plainLines } from '../text/plain.ts';
import { dayLines } from './day-page.ts';

/** @throws Failure, and what looking at the account throws */
export async function planOf(io: Io, file: string, options: MonkeyOptions): Promise<number> {
  const { monkey, plan, where: place } = await plannedDay(io, file, options);
  if (!(await printed(io, options.output, plan)))
    for (const line of dayLines(monkey, plan, place, io.colours, io.width())) io.out(line);
  return exitCodes.held;
}

export interface PlannedDay {
  readonly monkey: MonkeyDefinition;
  readonly plan: DayPlan;
  /** In a sentence: where the groups are. */
  readonly where: string;
  /** Missing in AWS. */
  readonly world?: World;
}

/** @throws Failure, and what looking at the account throws */
export async function plannedDay(io: Io, file: string, options: MonkeyOptions): Promise<PlannedDay> {
  const seed = options.seed ?? randomInt(1_000_000);
  const { groups, ...found } = await (options.aws ? inAws(file, options, seed) : inWorld(file, seed));
  const { monkey } = found;
  const date = options.date ?? dateToPlan(monkey, Date.now());
  if (!isDate(date)) throw new Failure(`--date is "${date}": give a date such as 2026-11-23`);
  const now = options.now === undefined ? plannedAt(monkey, date) : instantOf(options.now);
  const records = await withPlatform(io, options, (platform) => platform.list());
  const plan = planDay({
    definition: monkey,
    calendar: calendarFor(monkey, Date.parse(`${date}T12:00:00Z`)),
    date,
    seed,
    groups,
    history: pastKillsOf(monkey.metadata.name, records),
    now,
  });
  return { ...found, plan };
}

interface Found extends Omit<PlannedDay, 'plan'> {
  readonly groups: readonly Group[];
}

async function inWorld(file: string, seed: number): Promise<Found> {
  const { monkey, world } = readable(readMonkeyWithWorld(file));
  const { groupsLocally } = await import('../../local/groups.ts');
  return { monkey, world, groups: await groupsLocally(monkey, world, seed), where: where(world.metadata.name, seed) };
}

async function inAws(file: string, options: MonkeyOptions, seed: number): Promise<Found> {
  const { monkey } = readable(readMonkey(file));
  const { deployment } = await (await import('../../aws/platform.ts')).findPlatform(options);
  const { groupsRemotely } = await import('../../aws/groups.ts');
  return { monkey, groups: await groupsRemotely(monkey, deployment), where: whereInAws(deployment, seed) };
}

export function readable<T extends object>(read: T | Unreadable): T {
  if ('problems' in read) throw new Failure(read.problems.map((each) => plainLines(formatProblem(each))).join('\n'));
  return read;
}

const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true;

function instantOf(text: string): Instant {
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  if (Number.isNaN(at)) throw new Failure(`--now is "${text}": give a time such as 2026-11-23T09:00Z`);
  return at;
}

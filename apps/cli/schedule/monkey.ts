/** `squall schedule next` of a monkey: the days on which it plans, and what keeps it from the others. */
import { type ComingDay, comingDays } from '../../../core/monkey/coming-days.ts';
import { dailyChance } from '../../../core/monkey/odds.ts';
import { plannedAt } from '../../../core/monkey/planning-time.ts';
import type { Chance } from '../../../core/monkey/schema/chance.ts';
import type { MonkeyDefinition } from '../../../core/monkey/schema/monkey.ts';
import { weekdayOf } from '../../../core/monkey/window-minutes.ts';
import type { Instant } from '../../../core/ports/clock.ts';
import type { Calendar } from '../../../core/schedule/calendar.ts';
import { localTime } from '../../../core/schedule/local-time.ts';
import { figure } from '../../../core/steady-state/tolerance.ts';
import type { Io } from '../io.ts';
import { type Format, printed } from '../screen/output.ts';
import { plain } from '../text/plain.ts';
import { table } from '../text/table.ts';
import { utc } from './lines.ts';

export interface ScheduledMonkey {
  readonly monkey: MonkeyDefinition;
  readonly calendar: Calendar | undefined;
  /** One clause: whether it will plan anything at all. */
  readonly state: string;
}

/** So many days from `after` on. */
export async function showDays(
  io: Io,
  { monkey, calendar, state }: ScheduledMonkey,
  after: Instant,
  count: number,
  output: Format,
): Promise<void> {
  const days: ComingDay[] = [];
  for (const day of comingDays(monkey, calendar, after)) if (days.push(day) >= count) break;
  const { name } = monkey.metadata;
  if (await printed(io, output, { monkey: name, state, days: days.map((day) => asWritten(monkey, day)) })) return;
  for (const line of linesOf(monkey, state, days, io.colours)) io.out(line);
}

const asWritten = (monkey: MonkeyDefinition, { date, open, closed }: ComingDay) => ({
  date,
  ...(open && {
    plannedAt: new Date(plannedAt(monkey, date)).toISOString(),
    from: new Date(open.from).toISOString(),
    to: new Date(open.to).toISOString(),
    minutes: open.minutes,
  }),
  ...(closed && { suppressed: closed }),
});

function linesOf(
  monkey: MonkeyDefinition,
  state: string,
  days: readonly ComingDay[],
  { bold, dim, red, green }: Io['colours'],
): readonly string[] {
  const { metadata, guardrails, chance, leashed } = monkey;
  const { timeZone } = guardrails.windows[0]!;
  const rows = days.map(({ date, open, closed }) => [
    `${titled(weekdayOf(date))} ${date}`,
    open ? `${clock(open.from, timeZone)} to ${clock(open.to, timeZone)}` : '',
    open ? utc(plannedAt(monkey, date)) : '',
    closed
      ? red(plain(`nothing: ${closed.rule}: ${closed.why}`))
      : green(`draws, for a kill at any of ${open?.minutes} minutes`),
  ]);
  return [
    bold(plain(`${metadata.title} (${metadata.name})`)),
    plain(`${often(chance)}; ${state}`),
    ...(leashed ? ['Leashed: its kills are planned and recorded, and none is carried out.'] : []),
    '',
    ...table([{ title: 'day' }, { title: timeZone }, { title: 'planned at (UTC)' }, { title: '' }], rows, dim),
    '',
    dim(
      'Which groups are drawn shows squall monkey plan, for a day and a seed. Alarms, capacity and all guardrails are asked when a kill comes.',
    ),
  ];
}

function often(chance: Chance): string {
  const { probability, gap, meanWorkdays } = dailyChance(chance);
  const apart = gap > 1 ? ` that its gap of ${gap} leaves` : '';
  return `each group is drawn with ${figure(probability * 100)} % on each workday${apart}, every ${figure(meanWorkdays)} workdays on average`;
}

const titled = (weekday: string): string => `${weekday[0]}${weekday.slice(1).toLowerCase()}`;

function clock(at: Instant, timeZone: string): string {
  const { minute } = localTime(at, timeZone);
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

/** A monkey's day for people: each kill with its minute and whom it would hit, each refusal with its reason. */
import type { DayPlan, Odds, PlannedKill } from '../../../core/monkey/day-plan.ts';
import type { GroupName } from '../../../core/monkey/group.ts';
import { dailyChance } from '../../../core/monkey/odds.ts';
import type { MonkeyDefinition } from '../../../core/monkey/schema/monkey.ts';
import type { Instant } from '../../../core/ports/clock.ts';
import { localTime } from '../../../core/schedule/local-time.ts';
import type { Io } from '../io.ts';
import { count } from '../text/numbers.ts';
import { plain } from '../text/plain.ts';
import { table } from '../text/table.ts';
import { wrap } from '../text/width.ts';

export function dayLines(
  monkey: MonkeyDefinition,
  plan: DayPlan,
  place: string,
  { bold, dim, red, yellow, green }: Io['colours'],
  columns: number,
): readonly string[] {
  const { timeZone } = monkey.guardrails.windows[0]!;
  const { date, seed, closed, window, kills, leashed, declined, notDrawn, groups, provisional } = plan;
  const clock = (at: Instant) => wall(at, timeZone);
  const named = naming(plan);
  const head = [
    bold(plain(`${monkey.metadata.title} (${plan.monkey}) on ${date}`)),
    plain(place),
    plain(`${chanceText(monkey)}; seed ${seed}, planned as of ${utc(plan.plannedAt)}`),
  ];
  if (closed) return [...head, '', yellow(plain(`No kills: ${closed.rule}: ${closed.why}.`))];
  const planned = (list: readonly PlannedKill[]) =>
    table(
      [
        { title: timeZone },
        { title: 'UTC' },
        { title: 'group' },
        { title: 'whom' },
        { title: 'drawn' },
        { title: 'run' },
      ],
      list.map((kill) =>
        [clock(kill.at), utc(kill.at), named(kill.group, kill.region), whom(kill), odds(kill.odds), kill.runId].map(
          plain,
        ),
      ),
      dim,
    );
  return [
    ...head,
    plain(
      `${count(groups, 'group')}, ${notDrawn} of them not drawn; a kill may begin at ${window?.minutes} minutes from ${clock(window?.from ?? 0)} to ${clock(window?.to ?? 0)}`,
    ),
    '',
    ...(kills.length === 0 ? [green('No kills.')] : [red(`${count(kills.length, 'kill')}:`), ...planned(kills)]),
    ...(leashed.length === 0
      ? []
      : [
          '',
          yellow(`${count(leashed.length, 'kill')} on the leash, recorded and not carried out:`),
          ...planned(leashed),
        ]),
    ...(declined.length === 0 ? [] : ['', `${declined.length} drawn and declined:`]),
    ...declined.flatMap(({ group, rule, why, at }) =>
      wrap(plain(`${clock(at)}  ${named(group)}: ${rule}: ${why}`), Math.max(40, columns - 2)).map(
        (line) => `  ${line}`,
      ),
    ),
    ...(provisional === undefined ? [] : ['', yellow(plain(`Not final: ${provisional}.`))]),
    '',
    dim('Windows, alarms, incidents, deployments and all other guardrails are asked again when each run comes.'),
  ];
}

/** Groups of two Regions may have one name: where there are several places, each is said with its own. */
function naming({ kills, leashed, declined }: DayPlan): (group: GroupName, region?: string) => string {
  const all = [...kills, ...leashed, ...declined];
  const accounts = new Set(all.map(({ group }) => group.account));
  const regions = new Set(all.map((each) => ('region' in each ? each.region : each.group.region)));
  return (group, region = group.region ?? 'several Regions') =>
    [
      group.name,
      ...(accounts.size > 1 ? [group.account] : []),
      ...(accounts.size > 1 || regions.size > 1 ? [region] : []),
    ].join(' ');
}

const odds = ({ draws, below }: Odds): string => `${draws.chance.toFixed(4)} < ${below.toFixed(4)}`;

function whom({ expected, zone, percent }: PlannedKill): string {
  if (percent !== undefined) return `${percent} % of its nodes, chosen by FIS`;
  if (!expected) return '';
  return `${expected.name}${zone ? ` in ${zone}, whose turn it is` : expected.zone ? ` in ${expected.zone}` : ''}, one of ${expected.among}`;
}

function chanceText({ chance, groups }: MonkeyDefinition): string {
  const { probability, gap, meanWorkdays } = dailyChance(chance);
  const others = groups.filter((grouping) => grouping.chance).length;
  const apart = gap > 1 ? `, never fewer than ${gap}` : '';
  return `${figure(meanWorkdays)} workdays from one kill of a group to the next on average${apart}: ${figure(100 * probability)} % a day${others > 0 ? `; ${others} of its groups by chances of their own` : ''}`;
}

const figure = (value: number): string =>
  Number.isFinite(value) ? String(Math.round(value * 100) / 100) : 'endlessly many';

/** 10:17, and the day where it is not the one that was asked about. */
function wall(at: Instant, timeZone: string): string {
  const { minute, date } = localTime(at, timeZone);
  const [hours, minutes] = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0'));
  return `${date} ${hours}:${minutes}`;
}

const utc = (at: Instant): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')}Z`;

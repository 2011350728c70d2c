/** Coming runs for people: by the clock of the schedule's zone, and by UTC. */
import type { ComingRun } from '../../../core/plan/coming-runs.ts';
import type { Instant } from '../../../core/ports/clock.ts';
import { localTime } from '../../../core/schedule/local-time.ts';
import type { Io } from '../io.ts';
import { plain } from '../text/plain.ts';
import { table } from '../text/table.ts';
import type { Scheduled } from './scheduled.ts';

export function comingLines(
  { definition, schedule, state, halted, notes }: Scheduled,
  runs: readonly ComingRun[],
  { bold, dim, red, yellow, green }: Io['colours'],
): readonly string[] {
  const { cron, rate, timeZone = 'UTC', flexibleWindow } = schedule;
  const { name, title } = definition.experiment.metadata;
  const expression = cron === undefined ? `rate(${rate})` : `cron(${cron}) ${timeZone}`;
  const within = flexibleWindow === undefined ? '' : `, within ${flexibleWindow} of it`;
  const rows = runs.map(({ from, refused, doubtful }) => [
    wall(from, timeZone),
    utc(from),
    refused
      ? red(plain(`refused: ${refused.rule}: ${refused.why}`))
      : doubtful
        ? yellow(plain(`may be refused: ${doubtful.rule}: ${doubtful.why}`))
        : green('asks for a run'),
  ]);
  return [
    bold(plain(`${title} (${name})`)),
    plain(`${expression}${within}; ${state}`),
    ...(halted === undefined ? [] : [red(plain(`Held back now: ${halted}`))]),
    '',
    ...(runs.length === 0
      ? ['It never comes again.']
      : table([{ title: timeZone }, { title: 'UTC' }, { title: '' }], rows, dim)),
    '',
    ...notes.map((note) => dim(note)),
  ];
}

/** Tue 2026-12-01 10:00 */
function wall(at: Instant, timeZone: string): string {
  const { weekday, date, minute } = localTime(at, timeZone);
  const [hours, minutes] = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0'));
  return `${weekday[0]}${weekday.slice(1).toLowerCase()} ${date} ${hours}:${minutes}`;
}

export const utc = (at: Instant): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ');

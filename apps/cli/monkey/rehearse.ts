/** `squall monkey rehearse`: weeks of a monkey on a simulated fleet, in minutes. Nothing of it is kept but the report. */
import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { dateToPlan } from '../../../core/monkey/planning-time.ts';
import { readMonkeyWithWorld } from '../../documents/read.ts';
import type { MonkeyOptions } from '../commands/monkey.ts';
import { exitCodes } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { printed } from '../screen/output.ts';
import { plain } from '../text/plain.ts';
import { table } from '../text/table.ts';
import { readable } from './plan.ts';

/** A year. */
const mostDays = 366;
const wroteAs = '.html, .md or .json';

/** @throws Failure. Answers `refuted` when a kill was. */
export async function rehearseMonkey(io: Io, file: string, options: MonkeyOptions): Promise<number> {
  const { days = 5, report: place } = options;
  if (days < 1 || days > mostDays) throw new Failure(`--days is ${days}: give a number from 1 to ${mostDays}`);
  const { monkey, world } = readable(readMonkeyWithWorld(file));
  const from = options.date ?? dateToPlan(monkey, Date.parse(world.startAt));
  if (!/^\d{4}-\d{2}-\d{2}$/.test(from) || Number.isNaN(Date.parse(from)))
    throw new Failure(`--date is "${from}": give a date such as 2026-11-23`);
  const [{ rehearseDays }, { daysReportOf }, { daysReports }, { pageOf }] = await Promise.all([
    import('../../local/monkey/rehearse-days.ts'),
    import('../../report/days/model.ts'),
    import('../../report/days/index.ts'),
    import('../../report/days/tables.ts'),
  ]);
  const written = place === undefined ? undefined : daysReports[extname(place)];
  if (place !== undefined && !written)
    throw new Failure(`--report is "${place}": give a file that ends with ${wroteAs}`);
  const seed = options.seed ?? randomInt(1_000_000);
  const stretch = await rehearseDays({
    monkey,
    world,
    from,
    days,
    seed,
    onDay: ({ plan, outcomes }) => {
      const hit = outcomes.filter(({ victims }) => victims.length > 0).length;
      const said = plan.closed
        ? plan.closed.why
        : `${hit} killed, ${outcomes.length - hit} refused, ${plan.declined.length} declined`;
      io.err(plain(`${plan.date}  ${said}`));
    },
  });
  const report = daysReportOf(stretch);
  if (place !== undefined && written) writeFileSync(place, written(report));
  const code = report.verdicts.refuted > 0 ? exitCodes.refuted : exitCodes.held;
  if (await printed(io, options.output, report)) return code;
  const { title, lead, tables } = pageOf(report);
  const { bold, dim } = io.colours;
  for (const line of [bold(plain(title)), ...lead.map(plain)]) io.out(line);
  for (const { title: heading, columns, rows, none } of tables) {
    io.out('');
    io.out(bold(heading));
    const lines =
      rows.length === 0
        ? [none]
        : table(
            columns.map((name) => ({ title: name })),
            rows.map((row) => row.map(plain)),
            dim,
          );
    for (const line of lines) io.out(line);
  }
  if (place !== undefined) io.out(plain(`\nThe report is ${place}.`));
  return code;
}

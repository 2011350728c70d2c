/** `squall schedule next`: the coming runs of a schedule, or days of a monkey, and what will refuse each. Changes nothing. */
import { type ComingRun, comingRuns } from '../../../core/plan/coming-runs.ts';
import type { Instant } from '../../../core/ports/clock.ts';
import { exitCodes } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import type { PlatformOptions } from '../platforms/open.ts';
import { monkeyInAws, monkeyInFile } from '../schedule/asked-monkey.ts';
import { deployedSchedule } from '../schedule/deployed.ts';
import { scheduleInFile } from '../schedule/file.ts';
import { comingLines } from '../schedule/lines.ts';
import { showDays } from '../schedule/monkey.ts';
import { type Format, printed } from '../screen/output.ts';

export interface ScheduleOptions extends PlatformOptions {
  readonly count?: number;
  readonly from?: string;
  readonly output: Format;
}

/** Of a schedule that the calendar lets through once in a blue moon, so many refusals are looked at and no more. */
const most = 1000;

export async function execute(io: Io, args: readonly string[], options: ScheduleOptions): Promise<number> {
  const [, subject = ''] = args;
  const count = options.count ?? 10;
  if (count < 1 || count > most) throw new Failure(`--count is ${count}: give a number from 1 to ${most}`);
  const after = options.from === undefined ? Date.now() : instantOf(options.from);
  const monkey = options.aws ? await monkeyInAws(subject, options) : monkeyInFile(subject);
  if (monkey) {
    await showDays(io, monkey, after, count, options.output);
    return exitCodes.held;
  }
  const scheduled = await (options.aws ? deployedSchedule(subject, options) : scheduleInFile(io, subject, options));
  const { schedule } = scheduled;
  const runs: ComingRun[] = [];
  for (const run of comingRuns({ ...scheduled, after })) if (runs.push(run) >= count) break;
  const { definition, state, halted, notes } = scheduled;
  const { name } = definition.experiment.metadata;
  if (
    await printed(io, options.output, {
      experiment: name,
      schedule,
      state,
      ...(halted !== undefined && { halted }),
      notes,
      runs: runs.map(asWritten),
    })
  )
    return exitCodes.held;
  for (const line of comingLines(scheduled, runs, io.colours)) io.out(line);
  return exitCodes.held;
}

function instantOf(text: string): Instant {
  const at = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2}))?$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  if (Number.isNaN(at))
    throw new Failure(`--from is "${text}": give a date such as 2026-12-01, or a time such as 2026-12-01T09:00Z`);
  return at;
}

const asWritten = ({ from, to, ...rest }: ComingRun) => ({
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
  ...rest,
});

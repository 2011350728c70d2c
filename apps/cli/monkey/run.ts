/** `squall monkey run`: one kill of a day, on the world of the monkey's file, which begins at the kill's minute. */
import type { PlannedKill } from '../../../core/monkey/day-plan.ts';
import { experimentOf, minuteText } from '../../../core/monkey/experiment-of.ts';
import { openArchive, startLocalRun } from '../../local/platform.ts';
import type { MonkeyOptions } from '../commands/monkey.ts';
import { exitCodeOf, exitCodes } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { printed } from '../screen/output.ts';
import { plain } from '../text/plain.ts';
import { type PlannedDay, plannedDay } from './plan.ts';

/** The exit code of its run. @throws Failure, PlatformBusy */
export async function runKill(io: Io, file: string, options: MonkeyOptions): Promise<number> {
  if (options.aws) throw new Failure('kills in AWS are started by the schedules of their day: leave --aws out');
  const day = await plannedDay(io, file, options);
  const kill = killIn(day, options.group);
  const { directory } = options;
  const archive = openArchive(directory);
  try {
    if (await archive.history(kill.runId))
      throw new Failure(`${kill.runId} has been run in ${directory}, and a kill is one run: squall show ${kill.runId}`);
  } finally {
    archive.close();
  }
  const run = await startLocalRun({
    ...experimentOf(day.monkey, kill),
    world: { ...day.world!, startAt: minuteText(kill.at) },
    speed: 'max',
    directory,
    startedBy: io.person,
  });
  const { record } = await run.finished;
  const { terminal } = record;
  if (!(await printed(io, options.output, record))) {
    io.out(plain(`${run.runId}: ${terminal?.verdict ?? 'not concluded'}, ${terminal?.recovery ?? ''}`));
    if (terminal) io.out(plain(terminal.reason));
    io.out(`Why this one:  squall monkey explain ${run.runId} --monkey ${file}`);
  }
  return terminal ? exitCodeOf(terminal) : exitCodes.unconfirmed;
}

function killIn({ plan }: PlannedDay, group: string | undefined): PlannedKill {
  if (plan.closed) throw new Failure(`no kills on ${plan.date}: ${plan.closed.rule}: ${plan.closed.why}`);
  const kill = plan.kills.find((each) => group === undefined || each.group.name === group);
  if (kill) return kill;
  const declined = plan.declined.find((each) => each.group.name === group);
  if (declined) throw new Failure(`no kill of ${group} on ${plan.date}: ${declined.rule}: ${declined.why}`);
  const names = plan.kills.map((each) => each.group.name).join(', ');
  throw new Failure(
    `no kill${group === undefined ? '' : ` of ${group}`} on ${plan.date} by seed ${plan.seed}: ${names === '' ? 'try another date or seed' : `there are those of ${names}`}`,
  );
}

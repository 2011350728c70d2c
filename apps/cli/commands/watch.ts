/** `squall watch`: follows a run that others drive by reading its history, until its terminal record. */
import type { RunHistory } from '../../../core/history/run-history.ts';
import { exitCodeOf, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { type PlatformOptions, withPlatform } from '../platforms/open.ts';
import type { Platform } from '../platforms/platform.ts';
import { follow } from '../run/follow.ts';
import { listenForInterrupts } from '../run/interrupts.ts';
import { type Presenter, presenterOf } from '../run/presenter.ts';
import { resultLine, resultOf } from '../run/result.ts';
import { chosenRun, drillsBefore } from '../run/selection.ts';
import { closing } from '../screen/closing.ts';
import { drillTrend } from '../screen/drill-trend.ts';
import { plainAll } from '../text/plain.ts';

export interface WatchOptions extends PlatformOptions {
  readonly json?: true;
}

const abandoned = 'The process that ran it is gone, and the run is not at rest: squall reap --local brings it there.';

export async function execute(io: Io, [given = 'last']: readonly string[], options: WatchOptions): Promise<number> {
  return withPlatform(io, options, async (platform) => {
    const first = await chosenRun(platform, given);
    const interrupts = listenForInterrupts(process);
    const left = new AbortController();
    void interrupts.early.then(() => left.abort());
    const presenter = presenterFor(io, first, platform, options);
    try {
      const history = await follow(platform, first, { ...presenter, over: io.closed, signal: left.signal }).finally(
        presenter.end,
      );
      if (left.signal.aborted) return exitCodes.detached;
      const code = said(io, history, options);
      if (!options.json)
        for (const line of drillTrend(
          plainAll(history.record),
          plainAll(await drillsBefore(platform, history)),
          platform.flags,
          io.colours,
          io.width(),
        ))
          io.out(line);
      return code;
    } finally {
      interrupts.release();
    }
  });
}

function said(io: Io, history: RunHistory, { json }: WatchOptions): number {
  const { terminal } = history.record;
  const exitCode = terminal ? exitCodeOf(terminal) : exitCodes.unconfirmed;
  if (json) io.out(resultLine(resultOf(history, exitCode, [], terminal ? undefined : abandoned)));
  else if (terminal) {
    const safe = plainAll(history);
    for (const line of closing(safe, safe.record.terminal!, io.colours, io.width())) io.out(line);
  } else io.err(abandoned);
  return exitCode;
}

function presenterFor(io: Io, { record }: RunHistory, { name }: Platform, { json }: WatchOptions): Presenter {
  const place =
    record.platform === 'aws'
      ? `run ${record.runId} of ${name}, seed ${record.seed}: AWS, real resources`
      : `run ${record.runId} of another process, seed ${record.seed}`;
  return presenterOf(io, record.plan, place, { json, time: record.platform === 'aws' ? 'wall' : 'world' });
}

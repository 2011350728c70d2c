/** `squall watch`: follows a run of another process by reading the archive, until its terminal record. */
import { setTimeout as pause } from 'node:timers/promises';
import type { RunHistory } from '../../../core/history/run-history.ts';
import type { Archive } from '../../local/platform.ts';
import { exitCodeOf, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { runIdOf, withArchive } from '../run/archive.ts';
import { listenForInterrupts } from '../run/interrupts.ts';
import { jsonPresenter, linePresenter, type Presenter, screenPresenter } from '../run/presenter.ts';
import { resultLine, resultOf } from '../run/result.ts';
import { closing } from '../screen/closing.ts';
import { plainAll } from '../text/plain.ts';

export interface WatchOptions {
  readonly directory: string;
  readonly json?: true;
}

const every = 250;
const abandoned = 'The process that ran it is gone, and the run is not at rest: squall reap --local brings it there.';

export async function execute(io: Io, [given = 'last']: readonly string[], options: WatchOptions): Promise<number> {
  return withArchive(options.directory, async (archive) => {
    const runId = runIdOf(archive, given, options.directory);
    const interrupts = listenForInterrupts(process);
    const stop = new AbortController();
    void interrupts.early.then(() => stop.abort());
    try {
      const history = await follow(io, archive, runId, options, stop.signal);
      if (stop.signal.aborted) return exitCodes.detached;
      const { terminal } = history.record;
      const exitCode = terminal ? exitCodeOf(terminal) : exitCodes.unconfirmed;
      if (options.json) io.out(resultLine(resultOf(history, exitCode, [], terminal ? undefined : abandoned)));
      else if (terminal) {
        const safe = plainAll(history);
        for (const line of closing(safe, safe.record.terminal!, io.colours, io.width())) io.out(line);
      } else io.err(abandoned);
      return exitCode;
    } finally {
      interrupts.release();
    }
  });
}

/** Until the run is at rest, its owner is gone, nobody reads, or the watcher leaves. */
async function follow(
  io: Io,
  archive: Archive,
  runId: string,
  options: WatchOptions,
  signal: AbortSignal,
): Promise<RunHistory> {
  let presenter: Presenter | undefined;
  let seen = 0;
  for (;;) {
    // Asked before the look: an owner concludes before it lets go.
    const owned = archive.isOwned();
    const history = (await archive.history(runId))!;
    presenter ??= presenterFor(io, history, options);
    for (const entry of history.journal.slice(seen)) presenter.entry(entry);
    seen = history.journal.length;
    if (history.record.terminal || !owned || signal.aborted || io.closed()) {
      presenter.end();
      return history;
    }
    await pause(every, undefined, { signal }).catch(() => {});
  }
}

function presenterFor(io: Io, { record }: RunHistory, { json }: WatchOptions): Presenter {
  if (json) return jsonPresenter(io);
  const place = `run ${record.runId} of another process, seed ${record.seed}`;
  return io.screen ? screenPresenter(io, record.plan, place) : linePresenter(io);
}

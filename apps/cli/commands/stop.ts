/** `squall stop`: aborts a run and rolls back, whether its owner lives or not. */
import { setTimeout as pause } from 'node:timers/promises';
import type { RunHistory } from '../../../core/history/run-history.ts';
import type { TerminalRecord } from '../../../core/history/run-record.ts';
import { type Archive, reapLocally, requestStop } from '../../local/platform.ts';
import { exitCodeOf, exitCodes } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { runIdOf, withArchive } from '../run/archive.ts';
import { plain } from '../text/plain.ts';

export interface StopOptions {
  readonly directory: string;
  readonly reason: string;
  /** `--no-wait` */
  readonly wait: boolean;
}

const every = 250;

/** 0 once the run is at rest; 7 when its recovery could not be confirmed. A run that is at rest already is left alone. */
export async function execute(io: Io, [given = 'last']: readonly string[], options: StopOptions): Promise<number> {
  const { directory, reason } = options;
  return withArchive(directory, async (archive) => {
    const runId = runIdOf(archive, given, directory);
    const answer = requestStop(directory, runId, io.person, reason);
    if (answer === 'unknown') throw new Failure(`no run ${runId} in ${directory}`);
    if (answer === 'concluded') return said(io, runId, (await archive.history(runId))!, 'was at rest already');
    if (answer === 'asked') {
      io.out(`${runId}: asked its process to stop and roll back`);
      if (!options.wait) return exitCodes.held;
      const history = await rested(archive, runId);
      if (history) return said(io, runId, history, 'is at rest');
      io.out(`${runId}: its process is gone; taking over`);
    } else io.out(`${runId}: nobody runs it any more; taking over`);
    await reapLocally({ directory });
    return said(io, runId, (await archive.history(runId))!, 'is at rest');
  });
}

/** The history once it has its terminal record; undefined when the owner is gone before. */
async function rested(archive: Archive, runId: string): Promise<RunHistory | undefined> {
  for (;;) {
    const owned = archive.isOwned();
    const history = await archive.history(runId);
    if (history?.record.terminal) return history;
    if (!owned) return undefined;
    await pause(every);
  }
}

function said(io: Io, runId: string, { record }: RunHistory, how: string): number {
  const terminal = record.terminal as TerminalRecord;
  io.out(
    `${runId} ${how}: ${terminal.end}, ${terminal.verdict}, recovery ${terminal.recovery}. ${plain(terminal.reason)}`,
  );
  return exitCodeOf(terminal) === exitCodes.unconfirmed ? exitCodes.unconfirmed : exitCodes.held;
}

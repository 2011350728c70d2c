/** `squall stop`: aborts a run and rolls back, whether its owner lives or not. */
import { setTimeout as pause } from 'node:timers/promises';
import type { RunHistory } from '../../../core/history/run-history.ts';
import type { TerminalRecord } from '../../../core/history/run-record.ts';
import { exitCodeOf, exitCodes } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { type PlatformOptions, withPlatform } from '../platforms/open.ts';
import type { Platform } from '../platforms/platform.ts';
import { chosenRun } from '../run/selection.ts';
import { plain } from '../text/plain.ts';

export interface StopOptions extends PlatformOptions {
  readonly reason: string;
  /** `--no-wait` */
  readonly wait: boolean;
}

/** 0 once the run is at rest; 7 when its recovery could not be confirmed. A run that is at rest already is left alone. */
export async function execute(io: Io, [given = 'last']: readonly string[], options: StopOptions): Promise<number> {
  return withPlatform(io, options, async (platform) => {
    const chosen = await chosenRun(platform, given);
    const { runId } = chosen.record;
    const answer = await platform.requestStop(runId, options.reason);
    if (answer === 'unknown') throw new Failure(`no run ${runId} in ${platform.name}`);
    if (answer === 'concluded') return said(io, (await platform.history(runId)) ?? chosen, 'was at rest already');
    if (answer === 'asked') {
      io.out(`${runId}: asked ${options.aws ? 'the platform' : 'its process'} to stop and roll back`);
      if (!options.wait) return exitCodes.held;
      const history = await rested(platform, runId);
      if (history) return said(io, history, 'is at rest');
      io.out(`${runId}: its process is gone; taking over`);
    } else io.out(`${runId}: nobody runs it any more; taking over`);
    await platform.takeOver();
    return said(io, (await platform.history(runId))!, 'is at rest');
  });
}

/** The history once it has its terminal record; undefined when the owner is gone before. */
async function rested(platform: Platform, runId: string): Promise<RunHistory | undefined> {
  for (;;) {
    const driven = platform.isDriven();
    const history = await platform.history(runId);
    if (history?.record.terminal) return history;
    if (!driven) return undefined;
    await pause(platform.looks.every);
  }
}

function said(io: Io, { record }: RunHistory, how: string): number {
  const terminal = record.terminal as TerminalRecord;
  io.out(
    `${record.runId} ${how}: ${terminal.end}, ${terminal.verdict}, recovery ${terminal.recovery}. ${plain(terminal.reason)}`,
  );
  return exitCodeOf(terminal) === exitCodes.unconfirmed ? exitCodes.unconfirmed : exitCodes.held;
}

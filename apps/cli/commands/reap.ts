/** `squall reap`: brings every abandoned run to rest, and looks after what runs left behind. */
import type { Leftover } from '../../../core/history/leftover.ts';
import { PlatformBusy } from '../../local/directory.ts';
import { lookAfterLocally } from '../../local/leftovers.ts';
import { reapLocally } from '../../local/reap.ts';
import { exitCodeOf, exitCodes } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { directoryFlags, type PlatformOptions, withPlatform } from '../platforms/open.ts';
import { type AcknowledgeOptions, acknowledgeRun } from '../run/acknowledge.ts';
import { linePresenter } from '../run/presenter.ts';
import { closing } from '../screen/closing.ts';
import { leftoverLines, resolvedLines } from '../screen/leftovers.ts';
import { count } from '../text/numbers.ts';
import { plain, plainAll } from '../text/plain.ts';

export interface ReapOptions extends PlatformOptions, AcknowledgeOptions {
  /** Of a run. */
  readonly acknowledge?: string;
}

/** Worst first: what a reaped run may end with. */
const precedence = [
  exitCodes.unconfirmed,
  exitCodes.stopped,
  exitCodes.aborted,
  exitCodes.error,
  exitCodes.refuted,
  exitCodes.inconclusive,
  exitCodes.refused,
];

/**
 * The worst exit code of the runs that were reaped, as each would have answered itself; 7
 * while something is left behind; 0 when there is nothing of either. In AWS the sweeper is
 * called, which only starts recoveries.
 */
export async function execute(io: Io, _args: readonly string[], options: ReapOptions): Promise<number> {
  const { acknowledge, reason, yes } = options;
  if (acknowledge === undefined) {
    if (reason !== undefined || yes) throw new Failure('--reason and --yes say something of --acknowledge <run> alone');
    return options.aws ? sweep(io, options) : reap(io, options);
  }
  const given = { ...(reason !== undefined && { reason }), ...(yes && { yes }) };
  try {
    return await withPlatform(io, options, (platform) => acknowledgeRun(io, platform, acknowledge, given));
  } catch (error) {
    if (!(error instanceof PlatformBusy)) throw error;
    throw new Failure(`not acknowledged: ${error.message}`, exitCodes.refused);
  }
}

async function reap(io: Io, { directory }: ReapOptions): Promise<number> {
  const presenter = linePresenter(io);
  const flags = directoryFlags(directory);
  try {
    const histories = await reapLocally({ directory, onEntry: presenter.entry });
    if (histories.length === 0) io.out(`Nothing to reap in ${directory}: every run is at rest.`);
    for (const history of histories.map(plainAll)) {
      io.out('');
      io.out(`${history.record.runId} is at rest.`);
      for (const line of closing(history, history.record.terminal!, io.colours, io.width())) io.out(line);
    }
    const { restored, open } = await lookAfterLocally(directory);
    const codes = [...histories.map(({ record }) => exitCodeOf(record.terminal!)), left(io, open, flags, restored)];
    return precedence.find((code) => codes.includes(code)) ?? exitCodes.held;
  } catch (error) {
    if (!(error instanceof PlatformBusy)) throw error;
    io.out(`Nothing to reap: ${error.message}.`);
    return exitCodes.held;
  }
}

async function sweep(io: Io, options: PlatformOptions): Promise<number> {
  const { findPlatform } = await import('../../aws/platform.ts');
  const { sweep, list, leftovers, deployment } = await findPlatform(options);
  const swept = await sweep();
  for (const runId of swept)
    io.out(`${plain(runId)}: its recovery was started. squall watch ${plain(runId)} ${deployment.flags} follows it.`);
  if (swept.length === 0) {
    const unfinished = (await list({ unfinished: true })).length;
    const others =
      unfinished === 0 ? 'every run is at rest' : `${count(unfinished, 'run')} not at rest, and none abandoned`;
    io.out(`Nothing to sweep in squall-${deployment.stage}: ${others}.`);
  }
  return left(io, await leftovers(), ` ${deployment.flags}`);
}

/** 7 while anything is. */
function left(io: Io, open: readonly Leftover[], flags: string, restored: readonly Leftover[] = []): number {
  for (const line of resolvedLines(plainAll(restored), io.colours)) io.out(line);
  const lines = leftoverLines(plainAll(open), flags, io.colours);
  for (const line of lines.length > 0 ? ['', ...lines] : []) io.out(line);
  return open.length > 0 ? exitCodes.unconfirmed : exitCodes.held;
}

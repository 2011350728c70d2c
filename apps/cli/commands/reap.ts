/** `squall reap`: brings every abandoned run to rest. */
import { PlatformBusy, reapLocally } from '../../local/platform.ts';
import { exitCodeOf, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import type { PlatformOptions } from '../platforms/open.ts';
import { linePresenter } from '../run/presenter.ts';
import { closing } from '../screen/closing.ts';
import { count } from '../text/numbers.ts';
import { plain, plainAll } from '../text/plain.ts';

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
 * The worst exit code of the runs that were reaped, as each would have answered itself; 0
 * when there was none. In AWS the sweeper is called, which only starts recoveries: 0.
 */
export async function execute(io: Io, _args: readonly string[], options: PlatformOptions): Promise<number> {
  if (options.aws) return sweep(io, options);
  const { directory } = options;
  const presenter = linePresenter(io);
  try {
    const histories = await reapLocally({ directory, onEntry: presenter.entry });
    if (histories.length === 0) io.out(`Nothing to reap in ${directory}: every run is at rest.`);
    for (const history of histories.map(plainAll)) {
      io.out('');
      io.out(`${history.record.runId} is at rest.`);
      for (const line of closing(history, history.record.terminal!, io.colours, io.width())) io.out(line);
    }
    const codes = histories.map(({ record }) => exitCodeOf(record.terminal!));
    return precedence.find((code) => codes.includes(code)) ?? exitCodes.held;
  } catch (error) {
    if (!(error instanceof PlatformBusy)) throw error;
    io.out(`Nothing to reap: ${error.message}.`);
    return exitCodes.held;
  }
}

async function sweep(io: Io, options: PlatformOptions): Promise<number> {
  const { findPlatform } = await import('../../aws/platform.ts');
  const { sweep, list, deployment } = await findPlatform(options);
  const swept = await sweep();
  for (const runId of swept)
    io.out(`${plain(runId)}: its recovery was started. squall watch ${plain(runId)} ${deployment.flags} follows it.`);
  if (swept.length > 0) return exitCodes.held;
  const unfinished = (await list({ unfinished: true })).length;
  const others =
    unfinished === 0 ? 'every run is at rest' : `${count(unfinished, 'run')} not at rest, and none abandoned`;
  io.out(`Nothing to sweep in squall-${deployment.stage}: ${others}.`);
  return exitCodes.held;
}

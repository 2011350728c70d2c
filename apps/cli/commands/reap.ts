/** `squall reap`: brings every abandoned run to rest. */
import { PlatformBusy, reapLocally } from '../../local/platform.ts';
import { exitCodeOf, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { mustBeLocal } from '../run/preparation.ts';
import { linePresenter } from '../run/presenter.ts';
import { closing } from '../screen/closing.ts';
import { plainAll } from '../text/plain.ts';

export interface ReapCommandOptions {
  readonly aws?: true;
  readonly directory: string;
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

/** The worst exit code of the runs that were reaped, as each would have answered itself; 0 when there was none. */
export async function execute(io: Io, _args: readonly string[], options: ReapCommandOptions): Promise<number> {
  mustBeLocal(options);
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

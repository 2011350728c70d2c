/** The end of a certification that was not agreed to. */
import { exitCodes } from '../../cli/exit-code.ts';
import type { Io } from '../../cli/io.ts';

/** @returns the exit code that was given */
export function nothingBegun(io: Io, json: boolean, exitCode: number = exitCodes.detached): number {
  const reason = 'Nothing was started, and nothing was changed.';
  io.err(reason);
  if (json) io.out(JSON.stringify({ type: 'result', outcome: 'not-certified', exitCode, reason }));
  return exitCode;
}

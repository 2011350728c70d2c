/** `squall certify`: exercises the whole platform on its sample fleet, and leaves signed evidence. */
import { exitCodes } from '../exit-code.ts';
import { explain, Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { listenForInterrupts } from '../run/interrupts.ts';

export interface CertifyOptions {
  readonly aws?: true;
  readonly config?: string;
  readonly stage?: string;
  readonly region?: string;
  readonly only?: readonly string[];
  readonly seed?: number;
  readonly yes?: true;
  readonly confirm?: string;
  readonly key?: string;
  readonly out?: string;
  readonly json?: true;
  readonly verify?: string;
  readonly publicKey?: string;
  readonly directory: string;
}

/** 0 certified, or valid evidence; 2 evidence that is not what was signed; otherwise as `apps/certify/exit-code.ts` says. */
export async function execute(io: Io, _args: readonly string[], options: CertifyOptions): Promise<number> {
  if (options.verify !== undefined)
    return (await import('../../certify/command/check.ts')).check(io, options.verify, options.publicKey);
  if (options.publicKey !== undefined) throw new Failure('--public-key says whose evidence it must be: add --verify');
  const interrupts = listenForInterrupts(process);
  try {
    return await (await import('../../certify/command/run.ts')).run(io, options, interrupts);
  } catch (error) {
    const { text, exitCode } = explain(error, false);
    if (options.json) io.out(JSON.stringify({ type: 'result', outcome: 'not-certified', exitCode, reason: text }));
    throw error;
  } finally {
    interrupts.release();
  }
}

/** Nothing was begun. */
export function nothingBegun(io: Io, json: boolean, exitCode: number = exitCodes.detached): number {
  const reason = 'Nothing was started, and nothing was changed.';
  io.err(reason);
  if (json) io.out(JSON.stringify({ type: 'result', outcome: 'not-certified', exitCode, reason }));
  return exitCode;
}

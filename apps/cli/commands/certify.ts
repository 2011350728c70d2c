/** `squall certify`: exercises the whole platform on its sample fleet, and leaves signed evidence. */
import type { CertifyOptions } from '../../certify/command/options.ts';
import { explain, Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { listenForInterrupts } from '../run/interrupts.ts';

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

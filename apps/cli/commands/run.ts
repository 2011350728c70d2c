/** `squall run`: confirm, run, watch, report. */
import { explain, Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import type { DeploymentOptions } from '../platforms/open.ts';
import type { AgreementOptions } from '../run/agreement.ts';
import { type Interrupts, listenForInterrupts } from '../run/interrupts.ts';
import type { ApproverOptions } from '../run/local-approvers.ts';
import type { PreparationOptions } from '../run/preparation.ts';
import { type Result, resultLine } from '../run/result.ts';

export interface RunOptions extends PreparationOptions, DeploymentOptions, AgreementOptions, ApproverOptions {
  readonly aws?: true;
  readonly detach?: true;
  readonly speed?: number | 'max';
  readonly plan?: string;
  readonly continue?: true;
  readonly junit?: string;
  readonly report?: string;
  readonly directory: string;
}

/** What a way of running is given. */
export interface RunCall {
  readonly io: Io;
  readonly file: string;
  readonly options: RunOptions;
  readonly interrupts: Interrupts;
  readonly onStarted: (runId: string) => void;
}

/** Whatever happens, `--json` ends with one result. */
export async function execute(io: Io, [file]: readonly string[], options: RunOptions): Promise<number> {
  const interrupts = listenForInterrupts(process);
  let runId: string | null = null;
  const onStarted = (id: string) => {
    runId = id;
  };
  try {
    if (options.plan !== undefined && options.seed === undefined)
      throw new Failure('--plan names the plan of one seed: add the --seed that it was made with');
    const result = await run({ io, file: file!, options, interrupts, onStarted });
    if (options.json) io.out(resultLine(result));
    return result.exitCode;
  } catch (error) {
    const { text, exitCode } = explain(error, false);
    if (options.json) io.out(resultLine({ type: 'result', runId, exitCode, reason: text }));
    throw error;
  } finally {
    interrupts.release();
  }
}

/** What the other one needs is not loaded. */
async function run(call: RunCall): Promise<Result> {
  if (call.options.aws) return (await import('../run/run-in-aws.ts')).runInAws(call);
  return (await import('../run/run-locally.ts')).runLocally(call);
}

/** Errors as a person should meet them: one line, and a stack only when it was asked for. */
import { sentenceOf } from '../aws/failures.ts';
import { exitCodes } from './exit-code.ts';
import { plain, plainLines } from './text/plain.ts';

/** What was asked for cannot be done, and the sentence says why. Thrown by commands, shown as it is. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly exitCode: number;

  constructor(message: string, exitCode: number = exitCodes.invalid) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Errors of other rooms whose message says all that a person needs, as those of the file system do. */
const said = new Set([
  'PlatformBusy',
  'PlatformFileUnusable',
  'OwnershipLost',
  'RunStuck',
  'FunctionFailed',
  'InvalidEnvironment',
]);
/** Of these what was typed is at fault. */
const typed = new Set(['DeploymentUnknown', 'InvalidConfiguration']);

export function explain(error: unknown, verbose: boolean): { readonly text: string; readonly exitCode: number } {
  if (error instanceof Failure) return { text: `squall: ${plainLines(error.message)}`, exitCode: error.exitCode };
  const known = error instanceof Error ? error : new Error(String(error));
  if (typed.has(known.name)) return { text: `squall: ${plainLines(known.message)}`, exitCode: exitCodes.invalid };
  const ofAws = verbose ? undefined : sentenceOf(known);
  if (ofAws !== undefined) return { text: `squall: ${plain(ofAws)}`, exitCode: exitCodes.error };
  if ((said.has(known.name) || 'syscall' in known) && !verbose)
    return { text: `squall: ${plainLines(known.message)}`, exitCode: exitCodes.error };
  const text =
    verbose && known.stack
      ? plainLines(known.stack)
      : `squall: unexpected ${known.name}: ${plainLines(known.message).split('\n')[0]} (--verbose shows where)`;
  return { text, exitCode: exitCodes.error };
}

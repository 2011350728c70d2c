/** What must be settled between a plan and its run: refusals told, the person asked. */
import { type Refusal, sentence } from '../../../core/history/refusal.ts';
import { exitCodes } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { type PlanPage, planPage } from '../screen/plan-page.ts';
import { plainAll } from '../text/plain.ts';
import { confirmation } from './confirmation.ts';
import type { Interrupts } from './interrupts.ts';
import type { Result } from './result.ts';

export interface AgreementOptions {
  readonly yes?: true;
  readonly confirm?: string;
  readonly json?: true;
}

export interface Asking {
  readonly io: Io;
  readonly options: AgreementOptions;
  readonly early: Interrupts['early'];
  /** A refused run is started all the same where it was asked for outright, so that the refusal is recorded. */
  readonly recordsRefusals: boolean;
}

/** Undefined: go on. @throws Failure when nobody can be asked */
export async function disagreement(
  page: Omit<PlanPage, 'columns'>,
  { io, options, early, recordsRefusals }: Asking,
): Promise<Result | undefined> {
  const { plan, refusals } = page;
  const asked = confirmation(plan, {
    yes: options.yes === true,
    ...(options.confirm !== undefined && { confirm: options.confirm }),
    interactive: io.interactive && !options.json,
  });
  // Nobody is asked about a plan that cannot run.
  if (refusals.length > 0 && !(recordsRefusals && asked.kind === 'given')) return notInjecting(io, refusals);
  if (asked.kind === 'refused') throw new Failure(asked.why);
  if (asked.kind === 'given') return undefined;
  for (const line of ['', ...planPage({ ...page, plan: plainAll(plan), columns: io.width() }, io.colours), ''])
    io.out(line);
  const { ask } = await import('./ask.ts');
  const answer = await ask(asked, plan.definition.metadata.name, early);
  if (answer === 'go') return undefined;
  return nothingStarted(io, answer === 'no' ? exitCodes.refused : exitCodes.detached);
}

export function notInjecting(io: Io, refusals: readonly Refusal[]): Result {
  const sentences = refusals.map((refusal) => sentence(plainAll(refusal)));
  for (const line of sentences) io.err(io.errorColours.red(line));
  return { type: 'result', runId: null, exitCode: exitCodes.refused, reason: sentences.join('; ') };
}

export function nothingStarted(io: Io, exitCode: number = exitCodes.detached): Result {
  const reason = 'Nothing was started, and nothing was changed.';
  io.err(reason);
  return { type: 'result', runId: null, exitCode, reason };
}

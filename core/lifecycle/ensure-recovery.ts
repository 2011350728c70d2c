/** The one way into recovery: HandOver, the stopper, the reaper, the sweeper and the safety net all come through here. */
import type { Cause, RunRecord } from '../history/run-record.ts';
import type { Ports } from '../ports/ports.ts';
import { redactTexts } from '../secrets/redact.ts';
import { attemptAllowance, attemptPause } from './allowances.ts';
import type { StepReference } from './reference.ts';

export type Ensured =
  | { readonly action: 'nothing'; readonly why: 'unknown run' | 'concluded' | 'not begun' | 'running' | 'too soon' }
  | { readonly action: 'started'; readonly attempt: number };

/**
 * Unknown run or terminal record: nothing. Never started: start it. Current attempt
 * running within its time: nothing. Ended without a terminal record, or stuck: attempt
 * + 1 by a conditional write, and start. Overlapping recoveries are harmless, and so is
 * calling this any number of times from anywhere.
 *
 * A run that is only proposed is left to its experiment while that runs, unless a person
 * wants it stopped or its deadline has passed; with its experiment gone it is concluded
 * by a recovery like any other.
 * @param cause kept by the run if nothing has ended it before; `cause.at` is now.
 */
export async function ensureRecovery(runId: string, cause: Cause, ports: Ports): Promise<Ensured> {
  const known = await ports.runs.load(runId);
  if (!known) return { action: 'nothing', why: 'unknown run' };
  if (known.terminal) return { action: 'nothing', why: 'concluded' };
  if (known.phase === 'proposed' && !(await mayEndProposed(runId, cause, ports)))
    return { action: 'nothing', why: 'not begun' };

  const record = await ports.runs.raiseEpoch(runId, redactTexts(cause));
  if (!record || record.terminal) return { action: 'nothing', why: 'concluded' };
  await journalHandOver(record, ports);

  const { attempt, startedAt } = record.recovery;
  if (attempt === 0) return claimAndStart(record, 1, cause.at, ports);

  const state = await ports.executions.look('recovery', executionName(runId, attempt));
  if (state.state === 'absent') return start(record, attempt, ports);
  if (state.state === 'running') {
    const stuck = cause.at - state.startedAt > attemptAllowance(record.plan, ports.stage.functionTimeout);
    return stuck ? claimAndStart(record, attempt + 1, cause.at, ports) : { action: 'nothing', why: 'running' };
  }
  if (attempt >= 2 && cause.at - (startedAt ?? 0) < attemptPause) return { action: 'nothing', why: 'too soon' };
  return claimAndStart(record, attempt + 1, cause.at, ports);
}

/** The name of the execution of one attempt, which is its identity. */
export const executionName = (runId: string, attempt: number): string => `${runId}-r${attempt}`;

async function mayEndProposed(runId: string, cause: Cause, ports: Pick<Ports, 'executions'>): Promise<boolean> {
  if (cause.kind === 'person' || cause.kind === 'deadline') return true;
  return (await ports.executions.look('experiment', runId)).state !== 'running';
}

/**
 * A run that concluded between the two looks cannot be claimed. Another caller that claims first starts the same attempt; whoever is second starts it again by name,
 * which does nothing.
 */
async function claimAndStart(record: RunRecord, attempt: number, now: number, ports: Ports): Promise<Ensured> {
  if (await ports.runs.claimRecovery(record.runId, attempt, now)) return start(record, attempt, ports);
  const current = await ports.runs.load(record.runId);
  if (!current || current.terminal) return { action: 'nothing', why: 'concluded' };
  return start(current, current.recovery.attempt, ports);
}

async function start({ runId }: RunRecord, attempt: number, ports: Ports): Promise<Ensured> {
  const input: StepReference = { runId, wave: attempt, visit: 0, next: 'Undo', waitSeconds: 0 };
  await ports.executions.start('recovery', executionName(runId, attempt), input);
  return { action: 'started', attempt };
}

/** Written here and not by the step HandOver, so that it stands whoever asked first; once, since its key is fixed. */
const journalHandOver = ({ runId, cause, epochRaisedAt }: RunRecord, ports: Pick<Ports, 'journal'>): Promise<void> =>
  cause
    ? ports.journal.append([
        { runId, at: epochRaisedAt ?? cause.at, step: 'HandOver', wave: 0, visit: 0, n: 0, type: 'handed-over', cause },
      ])
    : Promise.resolve();

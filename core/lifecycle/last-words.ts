/** What a run that is over still owes, should whoever concluded it have died over it: its last line, people told, its reaper given back. */
import type { Ports } from '../ports/ports.ts';
import { executionName } from './ensure-recovery.ts';
import type { StepReference } from './reference.ts';

/** Executions that may die over it, one after the other. */
const mostTries = 5;

/**
 * An attempt at recovery after the last one that was claimed: it finds the terminal record,
 * undoes nothing, and does what follows the record. Its number, where one was started.
 * Nothing for a run that is not over.
 */
export async function lastWords(runId: string, ports: Pick<Ports, 'runs' | 'executions'>): Promise<number | undefined> {
  const record = await ports.runs.load(runId);
  if (!record?.terminal) return undefined;
  const first = record.recovery.attempt + 1;
  for (let attempt = first; attempt < first + mostTries; attempt++) {
    const { state } = await ports.executions.look('recovery', executionName(runId, attempt));
    if (state === 'running') return undefined;
    if (state === 'ended') continue;
    const input: StepReference = { runId, wave: attempt, visit: 0, next: 'Undo', waitSeconds: 0 };
    await ports.executions.start('recovery', executionName(runId, attempt), input);
    return attempt;
  }
  return undefined;
}

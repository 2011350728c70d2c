/** A run whole, as the ports of its platform tell it. */
import type { RunHistory } from '../../core/history/run-history.ts';
import type { Ports } from '../../core/ports/ports.ts';

/** Undefined for a run that the timeline does not know. */
export async function historyOf(
  runId: string,
  ports: Pick<Ports, 'runs' | 'journal' | 'ledger'>,
): Promise<RunHistory | undefined> {
  const record = await ports.runs.load(runId);
  return record && { record, journal: await ports.journal.read(runId), ledger: await ports.ledger.list(runId) };
}

import type { LedgerEntry, Proof } from '../history/ledger.ts';
import type { Instant } from '../ports/clock.ts';
import type { Ports } from '../ports/ports.ts';

/** Nobody can say that these were undone: they are left, and named. @param why for people, one clause */
export async function giveUp(
  entries: readonly LedgerEntry[],
  why: string,
  now: Instant,
  ports: Pick<Ports, 'ledger'>,
): Promise<void> {
  for (const { runId, id, targets } of entries) {
    const findings = targets.map((target) => ({ id: target, result: 'unknown' as const, detail: why }));
    const proof: Proof = { result: 'unknown', findings };
    await ports.ledger.undone(runId, id, proof, now);
  }
}

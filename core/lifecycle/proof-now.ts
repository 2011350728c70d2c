import type { LedgerEntry, Proof } from '../history/ledger.ts';
import type { Ports } from '../ports/ports.ts';
import { proofOf } from '../steady-state/restoration.ts';

/** The targets of an entry as they look now, against how they looked before. */
export async function proofNow(entry: LedgerEntry, ports: Pick<Ports, 'resources'>): Promise<Proof> {
  const isTarget = ({ id }: { readonly id: string }) => entry.targets.includes(id);
  const seen = await ports.resources.snapshot(entry.before.map(({ id }) => id));
  const [before, groups] = [entry.before.filter(isTarget), entry.before.filter((snapshot) => !isTarget(snapshot))];
  return proofOf({ ...entry, before }, seen.filter(isTarget), { before: [...groups, ...before], after: seen });
}

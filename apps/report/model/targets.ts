/** What was aimed at, and who holds it now. */
import { leftBehind } from '../../../core/history/left-behind.ts';
import type { RunHistory } from '../../../core/history/run-history.ts';
import type { Resource } from '../../../core/ports/resources.ts';
import { clock } from './numbers.ts';
import { entriesOf } from './times.ts';

export interface TargetRow {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly zone: string;
  readonly service: string;
  readonly group: string;
  readonly lease: string;
}

export interface TargetGroup {
  readonly name: string;
  readonly type: string;
  readonly because: string;
  readonly matched: number;
  readonly rows: readonly TargetRow[];
}

/** The targets chosen, by the name that the experiment gives them. */
export function targetsOf(history: RunHistory): readonly TargetGroup[] {
  return history.record.plan.targets.map((target) => {
    const known = new Map(target.matched.map((resource) => [resource.id, resource]));
    return {
      name: target.name,
      type: target.type,
      because: target.because,
      matched: target.matched.length,
      rows: target.chosen.map((id) => targetRow(id, known.get(id), leaseOf(id, history))),
    };
  });
}

const targetRow = (id: string, resource: Resource | undefined, lease: string): TargetRow => ({
  id,
  name: resource?.name ?? id,
  type: resource?.type ?? '',
  zone: resource?.zone ?? resource?.region ?? '',
  service: resource?.tags['resilience:service'] ?? resource?.tags.Service ?? '',
  group: resource?.group ?? '',
  lease,
});

/** The run's lease, as it binds one target. */
function leaseOf(id: string, history: RunHistory): string {
  const { record, ledger } = history;
  if (!record.lease) return 'never taken';
  const findings = ledger.flatMap((entry) => entry.proof?.findings.filter((f) => f.id === id) ?? []);
  const left = ledger
    .filter(({ proof }) => proof?.findings.some((f) => f.id === id && f.result !== 'restored'))
    .flatMap((entry) => leftBehind(entry, history) ?? []);
  const blocked = left.length === 0 || left.some(({ state }) => state === 'open') ? 'blocked' : left[0]?.state;
  if (findings.some((f) => f.result === 'unknown')) return `released, ${blocked}: state unknown`;
  if (findings.some((f) => f.result === 'drifted')) return `released, ${blocked}: drifted`;
  if (record.terminal) return `released ${clock(record.terminal.at)}`;
  return `held until ${clock(record.lease.until)}`;
}

/** The lease in one sentence: taken, until when, and by which dead-man's switch it is kept. */
export function leaseText(history: RunHistory): string {
  const armed = entriesOf(history.journal, 'armed')[0];
  const { lease, terminal } = history.record;
  if (!lease) return 'No lease was taken: nothing was locked.';
  const reaper = armed ? `, the reaper set for ${clock(armed.reaperAt)}` : '';
  const locks = armed && armed.locks.length > 0 ? `; ${armed.locks.length} locks taken` : '';
  const end = terminal ? `. Released at ${clock(terminal.at)}.` : '. Still held.';
  return `Leased from ${clock(lease.from)} to ${clock(lease.until)}${reaper}${locks}${end}`;
}

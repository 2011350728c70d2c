/** Whether users may be sent home: what they were moved away from is whole again. */
import type { LedgerEntry } from '../history/ledger.ts';
import { shortName } from '../history/leftover.ts';
import type { RunRecord } from '../history/run-record.ts';
import type { Instant } from '../ports/clock.ts';
import { isActive } from '../ports/faults.ts';
import type { Ports } from '../ports/ports.ts';
import { alarmClause } from './cause.ts';
import { distinctFaults } from './faults-of.ts';
import { alarmStates } from './look.ts';
import { divided } from './movers.ts';
import { proofNow } from './proof-now.ts';

/**
 * Why not yet, in one clause; undefined once nothing but movers is active, what was changed looks
 * as before, and the alarms that say so are OK by data of now. Changes nothing.
 */
export async function homeNotReady(
  { plan }: Pick<RunRecord, 'plan'>,
  ledger: readonly LedgerEntry[],
  now: Instant,
  ports: Pick<Ports, 'faults' | 'resources' | 'metrics'>,
): Promise<string | undefined> {
  const { others } = divided(plan, ledger);
  for (const fault of distinctFaults(others)) {
    const { state } = await ports.faults.observe(fault);
    const own = others.filter((entry) => entry.fault.token === fault.token).map(({ stepId }) => stepId);
    if (isActive(state)) return `${own.join(', ')} is still ${state}`;
  }
  for (const entry of others) {
    const { result, findings } = isWhole(entry.proof) ? entry.proof : await proofNow(entry, ports);
    if (isWhole({ result })) continue;
    const left = findings.find((finding) => finding.result === result);
    return `what ${entry.stepId} changed is not as it was${left ? ` (${shortName(left.id)}: ${left.detail})` : ''}`;
  }
  const alarms = await alarmStates(plan.definition.drill?.failback.ready?.alarms ?? [], now, ports);
  const bad = alarms.find(({ state }) => state !== 'OK');
  return bad && alarmClause(bad.name, bad.state);
}

const isWhole = (
  proof: Pick<NonNullable<LedgerEntry['proof']>, 'result'> | undefined,
): proof is NonNullable<LedgerEntry['proof']> => proof?.result === 'restored' || proof?.result === 'irreversible';

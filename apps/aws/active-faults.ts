/** What FIS still shows of a run, seen with the caller's own rights. */
import { isFailure } from '../../adapters/aws/errors.ts';
import { faultStopsAcross } from '../../adapters/aws/fault-stops.ts';
import { reachOf } from '../../adapters/aws/other-accounts.ts';
import type { RunHistory } from '../../core/history/run-history.ts';
import { isActive } from '../../core/ports/faults.ts';
import type { Deployment } from './deployment.ts';

/**
 * Faults that are active now. Undefined when the caller cannot look at them, in another
 * account or without the right to, which is no reason to show nothing of the run.
 */
export async function activeFaultsOf(
  { ledger }: Pick<RunHistory, 'ledger'>,
  { account, region }: Pick<Deployment, 'account' | 'region'>,
): Promise<number | undefined> {
  const open = ledger.filter(({ state }) => state !== 'undone');
  const faults = [...new Map(open.map(({ fault }) => [fault.token, fault])).values()];
  if (faults.length === 0) return 0;
  if (faults.some((fault) => (fault.account ?? account) !== account)) return undefined;
  // Whatever Region the run was in: the caller's own rights say where they may look.
  const regions = faults.flatMap((fault) => fault.region ?? []);
  const reach = reachOf({ account, region, regions, targetAccounts: [] }, {}, { as: 'stop', session: 'squall' });
  const { observe } = faultStopsAcross(reach);
  try {
    const states = await Promise.all(faults.map(async (fault) => (await observe(fault)).state));
    return states.filter(isActive).length;
  } catch (error) {
    if (isFailure(error, 'AccessDenied')) return undefined;
    throw error;
  }
}

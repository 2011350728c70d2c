/** What FIS still shows of a run, seen with the caller's own rights. */
import { FisClient } from '@aws-sdk/client-fis';
import { bounded, clientSettings } from '../../adapters/aws/clients.ts';
import { isFailure } from '../../adapters/aws/errors.ts';
import { awsFaults } from '../../adapters/aws/faults.ts';
import type { RunHistory } from '../../core/history/run-history.ts';
import { isActive } from '../../core/ports/faults.ts';
import type { Deployment } from './deployment.ts';

/** Faults that are active now; undefined when the caller may not look at them, which is no reason to show nothing. */
export async function activeFaultsOf(
  { ledger }: Pick<RunHistory, 'ledger'>,
  { account, region }: Pick<Deployment, 'account' | 'region'>,
): Promise<number | undefined> {
  const open = ledger.filter(({ state }) => state !== 'undone');
  const faults = [...new Map(open.map(({ fault }) => [fault.token, fault])).values()];
  if (faults.length === 0) return 0;
  const fis = bounded(new FisClient({ ...clientSettings, region }));
  // Without marks nothing is cleared away: a look from outside changes nothing.
  const { observe } = awsFaults({ fis }, { account, region });
  try {
    const states = await Promise.all(faults.map(async (fault) => (await observe(fault)).state));
    return states.filter(isActive).length;
  } catch (error) {
    if (isFailure(error, 'AccessDenied')) return undefined;
    throw error;
  }
}

/** Quotas of FIS that can be raised, as they are set for an account and Region. */
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { findsByTag } from '../../core/faults/choosing.ts';
import { targetQuotas } from '../../core/faults/target-quotas.ts';
import type { Faults } from '../../core/ports/faults.ts';
import { bounded, clientSettings } from './clients.ts';
import type { Reach } from './other-accounts.ts';
import { byPlace } from './places.ts';
import { QuotaUnknown, quotaAsSet } from './service-quota.ts';

export function mostByTagAcross(reach: Reach): Faults['mostByTag'] {
  const { bounds, credentialsIn } = reach;
  const of = byPlace(reach, ({ account, region }) =>
    bounded(new ServiceQuotasClient({ ...clientSettings, region, ...credentialsIn(account) }), bounds),
  );
  return async (action, place) => (findsByTag(action) ? mostByTag(of(place), action) : 0);
}

/** As it applies to the account. @throws ServiceFailure, QuotaUnknown */
export async function mostByTag(quotas: ServiceQuotasClient, action: string): Promise<number> {
  const code = targetQuotas[action];
  if (code === undefined) throw new QuotaUnknown(`this version knows no quota of FIS for targets of ${action}`);
  return (await quotaAsSet(quotas, 'fis', code, action)).Value;
}

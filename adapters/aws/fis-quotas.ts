/** Quotas of FIS that can be raised, as they are set for an account and Region. */
import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import { findsByTag } from '../../core/faults/choosing.ts';
import { targetQuotas } from '../../core/faults/target-quotas.ts';
import type { Faults } from '../../core/ports/faults.ts';
import { bounded, clientSettings } from './clients.ts';
import { isFailure } from './errors.ts';
import type { Reach } from './other-accounts.ts';
import { byPlace } from './places.ts';

/** Nobody knows how many targets of the action FIS takes. */
export class QuotaUnknown extends Error {
  override readonly name = 'QuotaUnknown';
}

export function mostByTagAcross(reach: Reach): Faults['mostByTag'] {
  const { bounds, credentialsIn } = reach;
  const of = byPlace(reach, ({ account, region }) =>
    bounded(new ServiceQuotasClient({ ...clientSettings, region, ...credentialsIn(account) }), bounds),
  );
  return async (action, place) => (findsByTag(action) ? mostByTag(of(place), action) : 0);
}

/**
 * What applies to the account. AWS's own default only where AWS says that nothing was ever
 * applied: any other failure is thrown, as an account may have been given less than the default.
 * @throws ServiceFailure, QuotaUnknown
 */
export async function mostByTag(quotas: ServiceQuotasClient, action: string): Promise<number> {
  const code = targetQuotas[action];
  if (code === undefined) throw new QuotaUnknown(`this version knows no quota of FIS for targets of ${action}`);
  const asked = { ServiceCode: 'fis', QuotaCode: code };
  const applied = await quotas.send(new GetServiceQuotaCommand(asked)).catch((error: unknown) => {
    if (isFailure(error, 'NotFound')) return undefined;
    throw error;
  });
  const { Quota } = applied ?? (await quotas.send(new GetAWSDefaultServiceQuotaCommand(asked)));
  if (Quota?.Value === undefined) throw new QuotaUnknown(`Service Quotas gave no value for ${code} (${action})`);
  return Quota.Value;
}

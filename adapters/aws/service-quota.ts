/** A quota of an account in a Region, as it is set. */
import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  type ServiceQuota,
  type ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import { isFailure } from './errors.ts';

/** Nobody knows how much is let. */
export class QuotaUnknown extends Error {
  override readonly name = 'QuotaUnknown';
}

/**
 * What applies to the account. AWS's own default only where AWS says that nothing was ever
 * applied: any other failure is thrown, as an account may have been given less than the default.
 * @param name for people
 * @throws ServiceFailure, QuotaUnknown
 */
export async function quotaAsSet(
  quotas: ServiceQuotasClient,
  ServiceCode: string,
  QuotaCode: string,
  name: string,
): Promise<ServiceQuota & { readonly Value: number }> {
  const asked = { ServiceCode, QuotaCode };
  const applied = await quotas.send(new GetServiceQuotaCommand(asked)).catch((error: unknown) => {
    if (isFailure(error, 'NotFound')) return undefined;
    throw error;
  });
  const { Quota } = applied ?? (await quotas.send(new GetAWSDefaultServiceQuotaCommand(asked)));
  if (Quota?.Value === undefined) throw new QuotaUnknown(`Service Quotas gave no value for ${QuotaCode} (${name})`);
  return { ...Quota, Value: Quota.Value };
}

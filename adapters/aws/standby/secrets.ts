/** Whether secrets are there, by their descriptions: none of their values is ever asked for. */
import { DescribeSecretCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SecretState } from '../../../core/ports/standby.ts';
import { isFailure } from '../errors.ts';

const current = 'AWSCURRENT';

/** @throws ServiceFailure */
export async function secretState(name: string, client: SecretsManagerClient): Promise<SecretState> {
  try {
    const { DeletedDate, VersionIdsToStages = {} } = await client.send(new DescribeSecretCommand({ SecretId: name }));
    if (DeletedDate) return { state: 'unusable', why: 'it is to be deleted' };
    const valued = Object.values(VersionIdsToStages).some((stages) => stages.includes(current));
    return valued ? { state: 'present' } : { state: 'unusable', why: 'it has no current version' };
  } catch (error) {
    if (isFailure(error, 'NotFound')) return { state: 'absent' };
    throw error;
  }
}

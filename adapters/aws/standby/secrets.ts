/** Whether secrets are there, by their descriptions: none of their values is ever asked for. */
import {
  DescribeSecretCommand,
  type DescribeSecretCommandOutput,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { SecretState } from '../../../core/ports/standby.ts';
import { isFailure } from '../errors.ts';

const current = 'AWSCURRENT';

/**
 * A copy of another Region's secret is only as good as its last copying, which that Region tells of.
 * @param clientIn of a Region, in the account that is asked about
 * @throws ServiceFailure, UnknownRegion
 */
export async function secretState(
  name: string,
  region: string,
  clientIn: (region: string) => SecretsManagerClient,
): Promise<SecretState> {
  const found = await described(name, clientIn(region));
  if (!found) return { state: 'absent' };
  const { DeletedDate, VersionIdsToStages = {}, PrimaryRegion: from } = found;
  if (DeletedDate) return { state: 'unusable', why: 'it is to be deleted' };
  const valued = Object.values(VersionIdsToStages).some((stages) => stages.includes(current));
  if (!valued) return { state: 'unusable', why: 'it has no current version' };
  if (from === undefined || from === region) return { state: 'present' };
  const { ReplicationStatus: copies = [] } = (await described(name, clientIn(from))) ?? {};
  const { Status, StatusMessage } = copies.find((copy) => copy.Region === region) ?? {};
  // Nobody copies it any more: it stands by itself.
  if (Status === undefined || Status === 'InSync') return { state: 'present' };
  const how = StatusMessage ? `${Status}: ${StatusMessage}` : Status;
  return { state: 'unusable', why: `what ${from} has of it is not copied there (${how})` };
}

/** Undefined: there is none. */
async function described(name: string, client: SecretsManagerClient): Promise<DescribeSecretCommandOutput | undefined> {
  try {
    return await client.send(new DescribeSecretCommand({ SecretId: name }));
  } catch (error) {
    if (isFailure(error, 'NotFound')) return undefined;
    throw error;
  }
}

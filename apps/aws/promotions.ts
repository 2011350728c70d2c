/** Importing the record of a stage by the deployed Promote function, which checks its signature and asks STS who we are. */
import { STSClient } from '@aws-sdk/client-sts';
import { bounded, clientSettings } from '../../adapters/aws/clients.ts';
import { identityProof } from '../../adapters/aws/identity-proof.ts';
import type { ImportOutcome } from '../../core/rollout/import.ts';
import type { Deployment } from './deployment.ts';
import { callFunction } from './functions.ts';

/**
 * @param document text of the record
 * @throws FunctionFailed; ServiceFailure without credentials, or when the function could not be called
 */
export async function importRemotely(document: string, { account, region, stage }: Deployment): Promise<ImportOutcome> {
  const sts = bounded(new STSClient({ ...clientSettings, region }));
  const proof = await identityProof(sts, { act: 'import', account, region, stage, document });
  return (await callFunction('Promote', { document, proof }, { stage, region })) as ImportOutcome;
}

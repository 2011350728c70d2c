/** Acknowledging what a run left behind by the deployed Acknowledge function, which asks STS who we are. */
import { STSClient } from '@aws-sdk/client-sts';
import { bounded, clientSettings } from '../../adapters/aws/clients.ts';
import { identityProof } from '../../adapters/aws/identity-proof.ts';
import type { RunRecord } from '../../core/history/run-record.ts';
import type { Acknowledged } from '../../core/lifecycle/acknowledge.ts';
import type { Deployment } from './deployment.ts';
import { callFunction } from './functions.ts';

/**
 * The proof is signed here and sent by the function: our keys go nowhere.
 * @throws FunctionFailed; ServiceFailure without credentials, or when the function could not be called
 */
export async function acknowledgeRemotely(
  { runId, planHash }: Pick<RunRecord, 'runId' | 'planHash'>,
  reason: string,
  { account, region, stage }: Deployment,
): Promise<Acknowledged> {
  const sts = bounded(new STSClient({ ...clientSettings, region }));
  const proof = await identityProof(sts, { act: 'acknowledge', account, region, stage, runId, planHash });
  return (await callFunction('Acknowledge', { runId, planHash, reason, proof }, { stage, region })) as Acknowledged;
}

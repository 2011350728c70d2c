/** Approving a run by the deployed Approve function, which asks STS who we are. */
import { STSClient } from '@aws-sdk/client-sts';
import { bounded, clientSettings } from '../../adapters/aws/clients.ts';
import { identityProof } from '../../adapters/aws/identity-proof.ts';
import type { ApprovalOutcome } from '../../core/history/approval.ts';
import type { RunRecord } from '../../core/history/run-record.ts';
import type { Deployment } from './deployment.ts';
import { callFunction } from './functions.ts';

/**
 * The proof is signed here and sent by the function: our keys go nowhere.
 * @throws FunctionFailed; ServiceFailure without credentials, or when the function could not be called
 */
export async function approveRemotely(
  { runId, planHash }: Pick<RunRecord, 'runId' | 'planHash'>,
  reason: string | undefined,
  { account, region, stage }: Deployment,
): Promise<ApprovalOutcome> {
  const sts = bounded(new STSClient({ ...clientSettings, region }));
  const proof = await identityProof(sts, { act: 'approve', account, region, stage, runId, planHash });
  const event = { runId, planHash, proof, ...(reason !== undefined && { reason }) };
  return (await callFunction('Approve', event, { stage, region })) as ApprovalOutcome;
}

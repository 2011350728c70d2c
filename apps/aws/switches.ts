/** Kill switches of a deployed platform: read with the caller's own rights, raised and lowered by its functions. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { bounded, clientSettings } from '../../adapters/aws/clients.ts';
import { dynamodbSwitchLog } from '../../adapters/aws/dynamodb-switch-log.ts';
import { identityProof } from '../../adapters/aws/identity-proof.ts';
import { awsSwitches } from '../../adapters/aws/switches.ts';
import type { StoppedRun } from '../../core/lifecycle/stop-scope.ts';
import type { Scope, Switches } from '../../core/ports/switches.ts';
import { names } from '../../lib/configuration/names.ts';
import type { Deployment } from './deployment.ts';
import { callFunction } from './functions.ts';

/** What the function StopScope answers. */
export interface ScopeStopped {
  /** As the audit list has it. */
  readonly by: string;
  readonly proof?: 'sts';
  readonly runs: readonly StoppedRun[];
}

/** What the function Resume answers. A refusal says why. */
export type ScopeResumed =
  | { readonly resumed: true; readonly by: string; readonly lowered: boolean }
  | { readonly resumed: false; readonly why: string };

export function remoteSwitches({ region, stage, historyTable }: Deployment): Pick<Switches, 'raised' | 'audit'> {
  const settings = { ...clientSettings, region };
  const log = dynamodbSwitchLog(new DynamoDBClient(settings), historyTable);
  return awsSwitches(bounded(new SSMClient(settings)), names.killSwitches(stage), log);
}

/**
 * A proof that cannot be made keeps nobody from stopping: the name is then a claim, and kept as one.
 * @throws FunctionFailed; ServiceFailure when the function could not be called
 */
export async function stopScopeRemotely(scope: Scope, reason: string, deployment: Deployment): Promise<ScopeStopped> {
  const proof = await proofOf('stop', scope, reason, deployment).catch(() => undefined);
  const event = { scope, reason, by: deployment.caller, ...(proof && { proof }) };
  return (await callFunction('StopScope', event, deployment)) as ScopeStopped;
}

/** @throws FunctionFailed; ServiceFailure without credentials, or when the function could not be called */
export async function resumeRemotely(scope: Scope, reason: string, deployment: Deployment): Promise<ScopeResumed> {
  const proof = await proofOf('resume', scope, reason, deployment);
  return (await callFunction('Resume', { scope, reason, proof }, deployment)) as ScopeResumed;
}

const proofOf = (act: 'stop' | 'resume', scope: Scope, reason: string, { account, region, stage }: Deployment) =>
  identityProof(bounded(new STSClient({ ...clientSettings, region })), { act, account, region, stage, scope, reason });

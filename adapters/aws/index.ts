/** The ports on AWS. */
import type { Clock } from '../../core/ports/clock.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { faultsAcross } from './account-faults.ts';
import { metricsAcross } from './account-metrics.ts';
import { lookedAt, resourcesAcross } from './account-resources.ts';
import type { Bounds } from './clients.ts';
import { wallClock } from './clock.ts';
import { awsDeadline } from './deadline.ts';
import type { Deployment } from './deployment.ts';
import { dynamodbHistory } from './dynamodb-history.ts';
import { dynamodbSwitchLog } from './dynamodb-switch-log.ts';
import { awsExecutions } from './executions.ts';
import { awsNotices } from './notices.ts';
import { type Acting, reachOf } from './other-accounts.ts';
import { awsSafetyLever } from './safety-lever.ts';
import { type SdkClients, sdkClients } from './sdk-clients.ts';
import { awsStandby } from './standby/standby.ts';
import { awsSwitches } from './switches.ts';

export interface PortsOptions {
  /** What did not work and harmed nobody: for the log. */
  readonly untidy?: (error: unknown) => void;
  /** Made here unless given: clients are worth keeping between invocations. */
  readonly clients?: SdkClients;
  /** In accounts other than the platform's own. As what looks and stops when missing. */
  readonly acting?: Acting;
  /** For suites that drive the time. */
  readonly clock?: Clock;
}

const asStopper: Acting = { as: 'stop', session: 'squall' };

/**
 * @param bounds on every call: how long the caller can still wait, asked anew each time.
 *   Clients that are given keep the bounds that they were made with.
 */
export function awsPorts(deployment: Deployment, bounds: Bounds = {}, options: PortsOptions = {}): Ports {
  const { account, region, stage, functionTimeout } = deployment;
  const { clients = sdkClients(region, bounds), clock = wallClock, acting = asStopper, untidy } = options;
  const reach = reachOf(deployment, bounds, acting);
  const looked = lookedAt(reach, clock, clients);
  return {
    stage: { environment: stage, platform: 'aws', account, region, functionTimeout, settings: deployment },
    clock,
    resources: resourcesAcross(looked, reach),
    faults: faultsAcross(reach, looked, { fis: clients.fis, ...(untidy && { untidy }) }),
    metrics: metricsAcross(reach, clock, clients.cloudWatch),
    ...dynamodbHistory(clients.dynamodb, deployment.historyTable, bounds, deployment.historyRetain),
    deadline: awsDeadline(
      clients.scheduler,
      {
        group: deployment.deadlineGroup,
        target: deployment.deadlineTarget,
        role: deployment.deadlineRole,
        deadLetters: deployment.deadlineDeadLetters,
      },
      clock,
    ),
    executions: awsExecutions(clients.stepFunctions, {
      experiment: deployment.experimentMachine,
      recovery: deployment.recoveryMachine,
    }),
    notices: awsNotices(clients.sns, deployment.noticesTopic),
    lever: awsSafetyLever(reach, clients.fis),
    standby: awsStandby(reach),
    switches: awsSwitches(
      clients.ssm,
      deployment.killSwitches,
      dynamodbSwitchLog(clients.dynamodb, deployment.historyTable, bounds),
      untidy,
    ),
  };
}

/** The ports on AWS. */
import type { Clock } from '../../core/ports/clock.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { Bounds } from './clients.ts';
import { wallClock } from './clock.ts';
import { awsDeadline } from './deadline.ts';
import type { Deployment } from './deployment.ts';
import { dynamodbHistory } from './dynamodb-history.ts';
import { awsExecutions } from './executions.ts';
import { awsFaults } from './faults.ts';
import { awsMarks } from './marks.ts';
import { awsMetrics } from './metrics.ts';
import { awsNotices } from './notices.ts';
import { awsResources } from './resources.ts';
import { type SdkClients, sdkClients } from './sdk-clients.ts';
import { awsStartStopped } from './stopped-instances.ts';
import { awsSwitches } from './switches.ts';

export interface PortsOptions {
  /** What did not work and harmed nobody: for the log. */
  readonly untidy?: (error: unknown) => void;
  /** Made here unless given: clients are worth keeping between invocations. */
  readonly clients?: SdkClients;
  /** For suites that drive the time. */
  readonly clock?: Clock;
}

/**
 * @param bounds on every call: how long the caller can still wait, asked anew each time.
 *   Clients that are given keep the bounds that they were made with.
 */
export function awsPorts(deployment: Deployment, bounds: Bounds = {}, options: PortsOptions = {}): Ports {
  const { account, region, stage, functionTimeout, faultRole } = deployment;
  const { clients = sdkClients(region, bounds), clock = wallClock, untidy } = options;
  const resources = awsResources(clients, region, clock);
  return {
    stage: { environment: stage, platform: 'aws', functionTimeout },
    clock,
    resources,
    faults: awsFaults(
      {
        fis: clients.fis,
        marks: awsMarks(clients.tagging, resources),
        startStopped: awsStartStopped(clients.ec2),
        ...(untidy && { untidy }),
      },
      { account, region, ...(faultRole !== undefined && { faultRole }) },
    ),
    metrics: awsMetrics(clients.cloudWatch, clock),
    ...dynamodbHistory(clients.dynamodb, deployment.historyTable, bounds),
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
    switches: awsSwitches(clients.ssm, deployment.killSwitches),
  };
}

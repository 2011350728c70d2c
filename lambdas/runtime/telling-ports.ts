/** For the steps that begin and end a lease: history and executions, the deadline, and people. */
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SNSClient } from '@aws-sdk/client-sns';
import { bounded, clientSettings } from '../../adapters/aws/clients.ts';
import { awsDeadline } from '../../adapters/aws/deadline.ts';
import { awsNotices } from '../../adapters/aws/notices.ts';
import { countedNotices } from './counted-notices.ts';
import { recoveryPorts } from './few-ports.ts';
import type { PortsMaker } from './function.ts';

export const tellingPorts: PortsMaker = (environment, bounds, telemetry) => {
  const few = recoveryPorts(environment, bounds, telemetry);
  const { deadlineGroup, deadlineTarget, deadlineRole, deadlineDeadLetters, noticesTopic } = environment;
  return {
    ...few,
    deadline: awsDeadline(
      bounded(new SchedulerClient(clientSettings), bounds),
      { group: deadlineGroup, target: deadlineTarget, role: deadlineRole, deadLetters: deadlineDeadLetters },
      few.clock,
    ),
    notices: countedNotices(awsNotices(bounded(new SNSClient(clientSettings), bounds), noticesTopic), telemetry.count),
  };
};

import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { bounded, clientSettings } from '../../../adapters/aws/clients.ts';
import { awsDeadline } from '../../../adapters/aws/deadline.ts';
import type { Carried } from './carrying.ts';

export const deadline: Carried = ({ environment, bounds }, { clock }) => ({
  deadline: awsDeadline(
    bounded(new SchedulerClient(clientSettings), bounds),
    {
      group: environment.deadlineGroup,
      target: environment.deadlineTarget,
      role: environment.deadlineRole,
      deadLetters: environment.deadlineDeadLetters,
    },
    clock,
  ),
});

import { SFNClient } from '@aws-sdk/client-sfn';
import { bounded, clientSettings } from '../../../adapters/aws/clients.ts';
import { awsExecutions } from '../../../adapters/aws/executions.ts';
import type { Carried } from './carrying.ts';

export const executions: Carried = ({ environment, bounds }) => ({
  executions: awsExecutions(bounded(new SFNClient(clientSettings), bounds), {
    experiment: environment.experimentMachine,
    recovery: environment.recoveryMachine,
  }),
});

import { SSMClient } from '@aws-sdk/client-ssm';
import { bounded, clientSettings } from '../../../adapters/aws/clients.ts';
import { awsSwitches } from '../../../adapters/aws/switches.ts';
import type { Carried } from './carrying.ts';

export const switches: Carried = ({ environment, bounds }) => ({
  switches: awsSwitches(bounded(new SSMClient(clientSettings), bounds), environment.killSwitches),
});

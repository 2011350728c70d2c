import { SSMClient } from '@aws-sdk/client-ssm';
import { bounded, clientSettings } from '../../../adapters/aws/clients.ts';
import { awsSwitches } from '../../../adapters/aws/switches.ts';
import { watchfulSwitches } from '../sources.ts';
import type { Carried } from './carrying.ts';

/** After `metrics`: alarms may tell of an incident or of a deployment. */
export const switches: Carried = ({ environment, bounds }, { metrics, clock }) => ({
  switches: watchfulSwitches(
    awsSwitches(bounded(new SSMClient(clientSettings), bounds), environment.killSwitches),
    metrics,
    environment,
    clock.now,
  ),
});

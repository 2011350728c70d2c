/** The ports that a stop goes through, and no client more: the stopper's import is a part of the exposure. */
import { FisClient } from '@aws-sdk/client-fis';
import { bounded, clientSettings } from '../../adapters/aws/clients.ts';
import { awsFaults } from '../../adapters/aws/faults.ts';
import { recoveryPorts } from './few-ports.ts';
import type { PortsMaker } from './function.ts';

/** Faults are stopped, and looked at; what they leave in AWS is left to the recovery that follows. */
export const stopperPorts: PortsMaker = (environment, bounds, telemetry) => ({
  ...recoveryPorts(environment, bounds, telemetry),
  faults: awsFaults(
    { fis: bounded(new FisClient(clientSettings), bounds) },
    { account: environment.account, region: environment.region },
  ),
});

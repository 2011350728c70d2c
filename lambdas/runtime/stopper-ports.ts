/** The ports that a stop goes through, and no client more: the stopper's import is a part of the exposure. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { FisClient } from '@aws-sdk/client-fis';
import { SFNClient } from '@aws-sdk/client-sfn';
import { bounded, clientSettings } from '../../adapters/aws/clients.ts';
import { wallClock } from '../../adapters/aws/clock.ts';
import { dynamodbHistory } from '../../adapters/aws/dynamodb-history.ts';
import { awsExecutions } from '../../adapters/aws/executions.ts';
import { awsFaults } from '../../adapters/aws/faults.ts';
import type { PortsMaker } from './function.ts';

/** The stopper asked for something that it does not carry: a fault of ours. */
export class NotCarried extends Error {
  override readonly name = 'NotCarried';
}

/** Faults are stopped, and looked at; what they leave in AWS is left to the recovery that follows. */
export const stopperPorts: PortsMaker = (environment, bounds) => ({
  ...dynamodbHistory(new DynamoDBClient(clientSettings), environment.historyTable, bounds),
  stage: { environment: environment.stage, platform: 'aws', functionTimeout: environment.functionTimeout },
  clock: wallClock,
  faults: awsFaults(
    { fis: bounded(new FisClient(clientSettings), bounds) },
    { account: environment.account, region: environment.region },
  ),
  executions: awsExecutions(bounded(new SFNClient(clientSettings), bounds), {
    experiment: environment.experimentMachine,
    recovery: environment.recoveryMachine,
  }),
  resources: notCarried('resources'),
  metrics: notCarried('metrics'),
  deadline: notCarried('deadline'),
  notices: notCarried('notices'),
  switches: notCarried('switches'),
});

const notCarried = (port: string) =>
  new Proxy(
    {},
    {
      get: (_port, method) => () => {
        throw new NotCarried(`the stopper does not carry ${port}.${String(method)}`);
      },
    },
  ) as never;

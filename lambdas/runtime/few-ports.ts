/** Sets of ports with fewer clients, for functions that need no more: what is not carried is not loaded. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SFNClient } from '@aws-sdk/client-sfn';
import { bounded, clientSettings } from '../../adapters/aws/clients.ts';
import { wallClock } from '../../adapters/aws/clock.ts';
import { dynamodbHistory } from '../../adapters/aws/dynamodb-history.ts';
import { awsExecutions } from '../../adapters/aws/executions.ts';
import type { PortsMaker } from './function.ts';

/** The function asked for something that it does not carry: a fault of ours. */
export class NotCarried extends Error {
  override readonly name = 'NotCarried';
}

/** History and executions: all that starting a run and asking for its recovery take. */
export const recoveryPorts: PortsMaker = (environment, bounds) => ({
  ...dynamodbHistory(new DynamoDBClient(clientSettings), environment.historyTable, bounds),
  stage: { environment: environment.stage, platform: 'aws', functionTimeout: environment.functionTimeout },
  clock: wallClock,
  executions: awsExecutions(bounded(new SFNClient(clientSettings), bounds), {
    experiment: environment.experimentMachine,
    recovery: environment.recoveryMachine,
  }),
  resources: notCarried('resources'),
  faults: notCarried('faults'),
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
        throw new NotCarried(`this function does not carry ${port}.${String(method)}`);
      },
    },
  ) as never;

/** What the doctor carries: clients that look, the history, and the right to start runs. It can replace nothing itself. */
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { bounded, clientSettings } from '../../adapters/aws/clients.ts';
import { dynamodbHistory } from '../../adapters/aws/dynamodb-history.ts';
import { dynamodbNotes } from '../../adapters/aws/dynamodb-notes.ts';
import { awsExecutions } from '../../adapters/aws/executions.ts';
import { awsOwnerNotices } from '../../adapters/aws/owner-notices.ts';
import { awsRounds } from '../../adapters/aws/rounds.ts';
import type { DoctorPorts } from '../../core/doctor-monkey/round.ts';
import type { PortsMaker } from './function.ts';

export const treatPorts: PortsMaker<DoctorPorts> = (environment, bounds) => {
  const { stage, historyTable, historyRetain, noticesTopic, experimentMachine, recoveryMachine } = environment;
  const clients = {
    autoScaling: bounded(new AutoScalingClient(clientSettings), bounds),
    ec2: bounded(new EC2Client(clientSettings), bounds),
    loadBalancing: bounded(new ElasticLoadBalancingV2Client(clientSettings), bounds),
  };
  const history = dynamodbHistory(new DynamoDBClient(clientSettings), historyTable, bounds, historyRetain);
  return {
    environment: stage,
    runs: history.runs,
    storeDefinition: (definition) => history.definitions.storeDefinition(definition),
    executions: awsExecutions(bounded(new SFNClient(clientSettings), bounds), {
      experiment: experimentMachine,
      recovery: recoveryMachine,
    }),
    rounds: awsRounds(clients, environment),
    notes: dynamodbNotes(new DynamoDBClient(clientSettings), historyTable, bounds),
    owners: awsOwnerNotices(bounded(new SNSClient(clientSettings), bounds), noticesTopic),
  };
};

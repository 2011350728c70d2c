/** What planning a monkey's day carries: it looks, keeps records, tells owners and sets schedules. It can break nothing. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SNSClient } from '@aws-sdk/client-sns';
import { bounded, clientSettings } from '../../adapters/aws/clients.ts';
import { dynamodbDayPlans } from '../../adapters/aws/dynamodb-day-plans.ts';
import { dynamodbHistory } from '../../adapters/aws/dynamodb-history.ts';
import { awsKillSchedules, type KillScheduleSettings } from '../../adapters/aws/kill-schedules.ts';
import { awsOwnerNotices } from '../../adapters/aws/owner-notices.ts';
import type { ConductPorts } from '../../core/monkey/conduct-day.ts';
import { carrying } from './carried/carrying.ts';
import { resources } from './carried/resources.ts';
import type { PortsMaker } from './function.ts';

/** All but the schedules, whose group and target the state machine names. */
export interface MonkeyPorts extends Omit<ConductPorts, 'schedules'> {
  schedulesIn(settings: Omit<KillScheduleSettings, 'deadLetters'>): ConductPorts['schedules'];
}

const looking = carrying(resources);

export const monkeyPorts: PortsMaker<MonkeyPorts> = (environment, bounds, telemetry, name) => {
  const { historyTable, historyRetain, noticesTopic, deadlineDeadLetters: deadLetters } = environment;
  const dynamodb = new DynamoDBClient(clientSettings);
  const { runs, definitions } = dynamodbHistory(dynamodb, historyTable, bounds, historyRetain);
  const scheduler = bounded(new SchedulerClient(clientSettings), bounds);
  const ports = looking(environment, bounds, telemetry, name);
  return {
    clock: ports.clock,
    resources: ports.resources,
    runs,
    keepDefinition: (definition) => definitions.keepDefinition(definition),
    days: dynamodbDayPlans(dynamodb, historyTable, bounds, historyRetain),
    owners: awsOwnerNotices(bounded(new SNSClient(clientSettings), bounds), noticesTopic),
    schedulesIn: (settings) => awsKillSchedules(scheduler, { ...settings, deadLetters }),
  };
};

/** What telling trackers may do: read runs and days, and put events on exactly their buses. */
import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { arns } from '../arns.ts';

export const runReadingStatements = (scope: Construct, stage: string): readonly PolicyStatement[] => [
  new PolicyStatement({
    sid: 'ReadHistory',
    actions: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query'],
    resources: [arns(scope, stage).table()],
  }),
];

/** @param buses their ARNs, or names of buses of this account and Region */
export const trackerStatements = (scope: Construct, buses: readonly string[]): readonly PolicyStatement[] =>
  buses.map((bus) => new PolicyStatement({ actions: ['events:PutEvents'], resources: [busArn(scope, bus)] }));

const busArn = (scope: Construct, bus: string): string =>
  bus.startsWith('arn:')
    ? bus
    : Stack.of(scope).formatArn({ service: 'events', resource: 'event-bus', resourceName: bus });

/** The item of a run's heartbeat, in the tables that the configuration names: no other item, and no other table. */
import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { HeartbeatTable } from '../../../core/platform/settings.ts';
import { beatPrefix } from '../../../core/ports/metrics.ts';

/** The key is a list to IAM, of one for each of these calls: none of them can be without. */
const ownItem = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': `${beatPrefix}*` } };

/** Of the stack's own account: tables of others are granted there. */
const arnsOf = (scope: Construct, tables: readonly HeartbeatTable[], platformAccount: string): string[] => {
  const { partition, account } = Stack.of(scope);
  return tables
    .filter((each) => (each.account ?? platformAccount) === account)
    .flatMap(({ table, regions }) =>
      regions.map((region) => `arn:${partition}:dynamodb:${region}:${account}:table/${table}`),
    );
};

const granted = (sid: string, actions: string[], resources: string[]): readonly PolicyStatement[] =>
  resources.length === 0 ? [] : [new PolicyStatement({ sid, actions, resources, conditions: ownItem })];

/** To write it, and to look for it. @param platformAccount of tables that name no account */
export const beatStatements = (scope: Construct, tables: readonly HeartbeatTable[], platformAccount: string) =>
  granted('Beat', ['dynamodb:GetItem', 'dynamodb:PutItem'], arnsOf(scope, tables, platformAccount));

/** To take it away. */
export const endBeatStatements = (scope: Construct, tables: readonly HeartbeatTable[], platformAccount: string) =>
  granted('EndBeats', ['dynamodb:DeleteItem'], arnsOf(scope, tables, platformAccount));

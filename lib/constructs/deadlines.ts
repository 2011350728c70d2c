/** Where the reapers live: a schedule for each run that has something to give back. */

import { Stack } from 'aws-cdk-lib';
import { type ManagedPolicy, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { names } from '../configuration/names.ts';

export interface DeadlinesProps {
  readonly stage: string;
  readonly recover: IFunction;
  readonly deadLetters: IQueue;
  readonly boundary: ManagedPolicy;
}

export class Deadlines extends Construct {
  constructor(scope: Construct, id: string, { stage, recover, deadLetters, boundary }: DeadlinesProps) {
    super(scope, id);
    const name = names.deadlines(stage);
    new CfnScheduleGroup(this, 'Group', { name });
    schedulerRole(this, { roleName: name, lambda: recover, deadLetters, boundary });
  }
}

export interface SchedulerRoleProps {
  readonly roleName: string;
  readonly lambda: IFunction;
  readonly deadLetters: IQueue;
  readonly boundary: ManagedPolicy | ReturnType<typeof ManagedPolicy.fromManagedPolicyName>;
}

/** What EventBridge Scheduler acts as: calls one function, and keeps what could not be delivered. */
export const schedulerRole = (
  scope: Construct,
  { roleName, lambda, deadLetters, boundary }: SchedulerRoleProps,
): Role =>
  new Role(scope, 'Role', {
    roleName,
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
    permissionsBoundary: boundary,
    inlinePolicies: {
      Call: new PolicyDocument({
        statements: [
          new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [lambda.functionArn] }),
          new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] }),
        ],
      }),
    },
  });

/** Where the schedules of kills live, each until it has come, and what they call by. */

import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { names } from '../configuration/names.ts';
import { schedulerRole } from './deadlines.ts';

export interface KillSchedulesProps {
  readonly stage: string;
  /** Begins runs. */
  readonly start: IFunction;
  readonly deadLetters: IQueue;
}

export class KillSchedules extends Construct {
  constructor(scope: Construct, id: string, { stage, start, deadLetters }: KillSchedulesProps) {
    super(scope, id);
    const name = names.kills(stage);
    new CfnScheduleGroup(this, 'Group', { name });
    schedulerRole(this, {
      roleName: name,
      lambda: start,
      deadLetters,
      boundary: ManagedPolicy.fromManagedPolicyName(this, 'Shared', names.boundary(stage)),
    });
  }
}

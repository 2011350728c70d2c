/** Alarms of other accounts and Regions come to the platform's stopper: passed on from one event bus to the other. */
import { Stack } from 'aws-cdk-lib';
import { CfnEventBusPolicy, EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { EventBus as ToEventBus } from 'aws-cdk-lib/aws-events-targets';
import { type IManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { names } from '../configuration/names.ts';

/** What EventBridge tells of an alarm that went into ALARM, in whichever account. */
export const alarmWent = {
  source: ['aws.cloudwatch'],
  detailType: ['CloudWatch Alarm State Change'],
  detail: { state: { value: ['ALARM'] } },
};

/** Where the platform stands. */
export interface PlatformPlace {
  readonly account: string;
  readonly region: string;
}

const busOf = (scope: Construct, { account, region }: PlatformPlace): string =>
  `arn:${Stack.of(scope).partition}:events:${region}:${account}:event-bus/default`;

export interface PassedAlarmsProps {
  /** Of the role that EventBridge passes them on as: names of roles are an account's, whatever the Region. */
  readonly roleName: string;
  readonly platform: PlatformPlace;
  readonly boundary: IManagedPolicy;
}

/** Where the platform does not stand: in another account, or in another Region. */
export class PassedAlarms extends Construct {
  /** What the boundary there must let through. */
  static needs(scope: Construct, platform: PlatformPlace): readonly PolicyStatement[] {
    const resources = [busOf(scope, platform)];
    return [new PolicyStatement({ sid: 'PassAlarmsOn', actions: ['events:PutEvents'], resources })];
  }

  constructor(scope: Construct, id: string, { roleName, platform, boundary }: PassedAlarmsProps) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      roleName,
      assumedBy: new ServicePrincipal('events.amazonaws.com'),
      permissionsBoundary: boundary,
    });
    new Rule(this, 'AlarmWent', {
      description: 'An alarm went into ALARM: the Squall platform ends the runs that it guards',
      eventPattern: alarmWent,
      targets: [new ToEventBus(EventBus.fromEventBusArn(this, 'Platform', busOf(this, platform)), { role })],
    });
  }
}

/** In the platform's account, for each target account: what it may pass on is changes of alarms. */
export class AlarmsTaken extends Construct {
  constructor(scope: Construct, id: string, { stage, account }: { readonly stage: string; readonly account: string }) {
    super(scope, id);
    new CfnEventBusPolicy(this, 'Policy', {
      statementId: `${names.prefix(stage)}-alarms-of-${account}`,
      statement: {
        Effect: 'Allow',
        Principal: { AWS: `arn:${Stack.of(this).partition}:iam::${account}:root` },
        Action: 'events:PutEvents',
        Resource: busOf(this, Stack.of(this)),
        Condition: {
          StringEquals: { 'events:source': alarmWent.source[0], 'events:detail-type': alarmWent.detailType[0] },
        },
      },
    });
  }
}

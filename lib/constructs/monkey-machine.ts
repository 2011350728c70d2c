/** The state machine that plans monkeys' days, and what wakes it each morning. */
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { millis } from '../../core/experiment/durations.ts';
import { names } from '../configuration/names.ts';
import type { Configuration } from '../configuration/schema.ts';
import { monkeyDay } from '../workflow/monkeys.ts';
import { acknowledge } from './acknowledge.ts';
import { arns } from './arns.ts';
import { Boundary, machineryStatements } from './boundary.ts';
import { trackerStatements } from './permissions/trackers.ts';

export interface MonkeyMachineProps {
  readonly configuration: Pick<Configuration, 'stage' | 'history'>;
  readonly plan: IFunction;
  /** Begins runs. */
  readonly start: IFunction;
  readonly deadLetters: IQueue;
  /** ARNs, or names of buses here, that trackers have. */
  readonly buses: readonly string[];
}

export class MonkeyMachine extends Construct {
  readonly machine: StateMachine;
  /** What EventBridge Scheduler acts as, each morning. */
  readonly caller: Role;

  constructor(scope: Construct, id: string, props: MonkeyMachineProps) {
    super(scope, id);
    const { configuration, plan, start, deadLetters } = props;
    const { stage, history } = configuration;
    const stateMachineName = names.monkeys(stage);
    const telling = trackerStatements(this, props.buses);
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName,
      definitionBody: DefinitionBody.fromChainable(
        monkeyDay(new Construct(this, 'States'), {
          plan,
          schedules: { group: names.kills(stage), target: start.functionArn, role: arns(this, stage).killRole() },
          tracked: telling.length > 0,
        }),
      ),
      timeout: Duration.hours(1),
      logs: {
        level: LogLevel.ALL,
        includeExecutionData: false,
        destination: new LogGroup(this, 'Logs', {
          logGroupName: `/aws/vendedlogs/states/${stateMachineName}`,
          retention: millis(history.logs) / 86_400_000,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
      },
    });
    for (const statement of telling) this.machine.addToRolePolicy(statement);
    acknowledge(this.machine, { SF2: 'The day’s record has what was planned and why, and outlives a trace.' });
    const starting = new PolicyStatement({
      actions: ['states:StartExecution'],
      resources: [Stack.of(this).formatArn({ service: 'states', resource: `stateMachine:${stateMachineName}` })],
    });
    const boundary = new Boundary(this, 'Boundary', {
      managedPolicyName: `${stateMachineName}-machine-boundary`,
      description: 'The most that the machine which plans monkeys’ days, and its schedules, can do',
      statements: [...machineryStatements(this, names.prefix(stage)), starting, ...telling],
    });
    this.caller = new Role(this, 'Caller', {
      roleName: `${stateMachineName}-mornings`,
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      inlinePolicies: {
        Call: new PolicyDocument({
          statements: [
            starting,
            new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] }),
          ],
        }),
      },
    });
    boundary.applyTo(this);
  }
}

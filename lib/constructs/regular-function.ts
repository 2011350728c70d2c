/** A function that a schedule calls again and again, with a role, a boundary and a schedule group of its own. */
import type { Duration } from 'aws-cdk-lib';
import { ManagedPolicy, type PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { millis } from '../../core/experiment/durations.ts';
import { names } from '../configuration/names.ts';
import type { Configuration } from '../configuration/schema.ts';
import type { Experiments } from '../stacks/experiments.ts';
import { Boundary, functionStatements } from './boundary.ts';
import type { Bundles } from './bundle.ts';
import { schedulerRole } from './deadlines.ts';
import { RegularSchedule } from './regular-schedule.ts';
import { SquallFunction } from './squall-function.ts';

export interface RegularFunctionProps {
  readonly configuration: Pick<Configuration, 'stage' | 'history'>;
  readonly bundles: Pick<Bundles, 'shared'>;
  readonly experiments: Experiments;
  /** Of the function, as in `names.function`. */
  readonly name: string;
  readonly description: string;
  readonly handler: string;
  readonly timeout: Duration;
  readonly statements: readonly PolicyStatement[];
  /** Of the schedule group and the role that it calls by. */
  readonly group: string;
  /** Missing: there is no schedule, and whoever wants it calls the function. */
  readonly schedule?: {
    readonly name: string;
    /** `cron(…)` or `rate(…)`. */
    readonly expression: string;
    readonly timeZone: string;
    readonly enabled: boolean;
    readonly input: object;
  };
}

export class RegularFunction extends Construct {
  readonly squall: SquallFunction;
  readonly boundary: Boundary;

  constructor(scope: Construct, id: string, props: RegularFunctionProps) {
    super(scope, id);
    const { configuration, experiments, group, name, statements, schedule } = props;
    const { stage, history } = configuration;
    const { queue: deadLetters } = experiments.deadLetters;
    this.boundary = new Boundary(this, 'Boundary', {
      managedPolicyName: `${group}-boundary`,
      description: `The most that the function ${name} of the Squall platform, and its schedule, can do`,
      statements: [...statements, ...functionStatements(this, names.prefix(stage))],
    });
    this.squall = new SquallFunction(this, name, {
      functionName: names.function(stage, name),
      description: props.description,
      code: Code.fromAsset(props.bundles.shared),
      handler: props.handler,
      timeout: props.timeout,
      statements,
      variables: experiments.functions.variables,
      logRetention: millis(history.logs) / 86_400_000,
      boundary: this.boundary.policy,
      deadLetters,
    });
    if (!schedule) return;
    const { lambda } = this.squall;
    const role = schedulerRole(this, {
      roleName: group,
      lambda,
      deadLetters,
      boundary: ManagedPolicy.fromManagedPolicyName(this, 'Shared', names.boundary(stage)),
    });
    const { input, ...when } = schedule;
    new RegularSchedule(this, 'Schedule', {
      ...when,
      description: props.description,
      group: new CfnScheduleGroup(this, 'Group', { name: group }).ref,
      calls: { arn: lambda.functionArn, roleArn: role.roleArn, input },
      // The next time does as well.
      attempts: 2,
      deadLetters,
    });
  }
}

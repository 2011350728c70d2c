/** The two state machines, over the functions behind their states. */
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, type IChainable, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { names } from '../configuration/names.ts';
import { experiment, experimentSteps } from '../workflow/experiment.ts';
import { experimentTimeout, recoveryTimeout } from '../workflow/limits.ts';
import { recovery, recoverySteps } from '../workflow/recovery.ts';
import { acknowledge } from './acknowledge.ts';
import type { Functions } from './functions.ts';

export interface MachinesProps {
  readonly stage: string;
  readonly functions: Functions;
  readonly logRetention: RetentionDays;
}

export class Machines extends Construct {
  readonly experiment: StateMachine;
  readonly recovery: StateMachine;

  constructor(scope: Construct, id: string, props: MachinesProps) {
    super(scope, id);
    const { functions } = props;
    const behind = <Name extends keyof Functions['byName']>(steps: readonly Name[]) =>
      Object.fromEntries(steps.map((step) => [step, functions.byName[step].lambda])) as Record<
        Name,
        Functions['byName'][Name]['lambda']
      >;
    const states = (machine: string) => new Construct(this, `${machine}States`);
    this.experiment = this.machine(
      'experiment',
      experiment(states('Experiment'), behind(experimentSteps)),
      experimentTimeout,
      props,
    );
    this.recovery = this.machine(
      'recovery',
      recovery(states('Recovery'), behind(recoverySteps)),
      recoveryTimeout,
      props,
    );
  }

  private machine(name: 'experiment' | 'recovery', start: IChainable, timeout: number, props: MachinesProps) {
    const stateMachineName = names.machine(props.stage, name);
    const id = name === 'experiment' ? 'Experiment' : 'Recovery';
    const machine = new StateMachine(this, id, {
      stateMachineName,
      definitionBody: DefinitionBody.fromChainable(start),
      timeout: Duration.seconds(timeout),
      logs: {
        level: LogLevel.ALL,
        includeExecutionData: false,
        destination: new LogGroup(this, `${id}Logs`, {
          logGroupName: `/aws/vendedlogs/states/${stateMachineName}`,
          retention: props.logRetention,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
      },
    });
    acknowledge(machine, {
      SF2: 'A run’s journal holds every step with its times and reasons, and outlives a trace.',
    });
    return machine;
  }
}

/** What runs experiments: machines, functions, stored definitions, and what wakes them. Nothing in it is state. */
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { millis } from '../../core/experiment/durations.ts';
import type { Experiment } from '../../core/experiment/schema/experiment.ts';
import { grantsSaid, sourceSaid } from '../../core/platform/said.ts';
import type { StoredDefinition } from '../../core/ports/definitions.ts';
import { faultLogsOf } from '../configuration/fault-logs.ts';
import { names } from '../configuration/names.ts';
import type { Configuration } from '../configuration/schema.ts';
import { arns } from '../constructs/arns.ts';
import type { Bundles } from '../constructs/bundle.ts';
import { DeadLetters } from '../constructs/dead-letters.ts';
import { Deadlines } from '../constructs/deadlines.ts';
import { Events } from '../constructs/events.ts';
import { FaultLogs } from '../constructs/fault-logs.ts';
import { FaultRoles } from '../constructs/fault-roles.ts';
import { Functions } from '../constructs/functions.ts';
import { HostDocuments } from '../constructs/host-documents.ts';
import { Machines } from '../constructs/machines.ts';
import { NoticesTopic } from '../constructs/notices-topic.ts';
import { secretsOf } from '../constructs/secrets-of.ts';
import { StoredDefinitions } from '../constructs/stored-definitions.ts';
import { explainWildcards } from '../constructs/wildcards.ts';

export interface ExperimentsProps extends StackProps {
  readonly configuration: Configuration;
  readonly definitions: readonly StoredDefinition[];
  /** Each has a role that FIS acts as. */
  readonly acting: readonly Experiment[];
  readonly bundles: Bundles;
}

export class Experiments extends Stack {
  readonly topic: ITopic;
  readonly deadLetters: DeadLetters;
  readonly functions: Functions;
  readonly machines: Machines;

  constructor(
    scope: Construct,
    id: string,
    { configuration, definitions, acting, bundles, ...props }: ExperimentsProps,
  ) {
    super(scope, id, props);
    const { stage, profile, history, lambdaFaults, regions } = configuration;
    const faultLogs = faultLogsOf(configuration);
    const logRetention = millis(history.logs) / 86_400_000;

    this.topic = new NoticesTopic(this, 'Notices', configuration).topic;
    this.deadLetters = new DeadLetters(this, 'DeadLetters', { stage });
    const { queue: deadLetters } = this.deadLetters;
    const experiments = profile === 'run' ? acting : [];
    const here = [undefined, configuration.account];
    const { roles } = new FaultRoles(this, 'Faults', {
      stage,
      lambdaFaults,
      faultLogs,
      experiments,
      accounts: here,
      regions,
    });
    if (profile === 'run') {
      new HostDocuments(this, 'HostDocuments', { stage });
      new FaultLogs(this, 'FaultLogs', configuration);
    }
    this.functions = new Functions(this, 'Functions', {
      configuration,
      bundles,
      stage,
      profile,
      topic: this.topic,
      faultRoles: arns(this, stage).faultRoles([...roles.keys()]),
      secrets: secretsOf(this, acting, configuration.account, configuration.account),
      heartbeatTables: configuration.heartbeatTables ?? [],
      deadLetters,
      regions,
    });
    const { byName, boundary } = this.functions;
    this.machines = new Machines(this, 'Machines', { stage, functions: this.functions, logRetention });
    new Deadlines(this, 'Deadlines', {
      stage,
      recover: byName.Recover.lambda,
      deadLetters,
      boundary: boundary.policy,
    });
    new Events(this, 'Events', {
      stage,
      functions: this.functions,
      deadLetters,
      targetAccounts: configuration.targetAccounts,
    });
    new StoredDefinitions(this, 'Definitions', { define: byName.Define.lambda, definitions, logRetention });
    boundary.applyTo(this);
    explainWildcards(this);

    this.outputs(configuration);
  }

  private outputs({ stage, profile, incidentSource, deploymentSource, mayRun }: Configuration): void {
    // `fileb` is the one way to give a payload that both versions of the AWS command line read alike.
    const stop = `echo '{"runId":"RUN","by":"YOU","reason":"WHY"}' | aws lambda invoke --function-name ${names.function(stage, 'Stop')} --payload fileb:///dev/stdin /dev/stdout`;
    const said = {
      ExperimentMachine: this.machines.experiment.stateMachineArn,
      RecoveryMachine: this.machines.recovery.stateMachineArn,
      NoticesTopic: this.topic.topicArn,
      StopCommand: stop,
      ApproveCommand: `npx squall approve RUN --aws --stage ${stage} --reason WHY`,
      Profile: profile === 'run' ? 'run' : 'observe: plans and audits, and no role exists that could inject',
      IncidentSource: sourceSaid(incidentSource, 'incident'),
      DeploymentSource: sourceSaid(deploymentSource, 'deployment'),
      MayRun: grantsSaid(mayRun),
    };
    for (const [name, value] of Object.entries(said)) new CfnOutput(this, name, { value });
  }
}

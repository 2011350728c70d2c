/** Every function of the platform: which code, which needs, called by what. */
import { Duration, Stack } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { millis } from '../../core/experiment/durations.ts';
import { type Environment, variablesOf } from '../../lambdas/runtime/environment.ts';
import { faultLogsOf } from '../configuration/fault-logs.ts';
import { names } from '../configuration/names.ts';
import type { Configuration } from '../configuration/schema.ts';
import { arns } from './arns.ts';
import { Boundary, functionStatements, machineryStatements } from './boundary.ts';
import type { Bundles } from './bundle.ts';
import {
  type FunctionName,
  functionNames,
  type Granting,
  remoteNeed,
  remoteStatements,
  statementsFor,
  touchesFaults,
} from './permissions/needs.ts';
import { remoteRoles } from './remote-roles.ts';
import { SquallFunction } from './squall-function.ts';

const handlers: Readonly<Record<FunctionName, readonly [handler: string, description: string]>> = {
  Admit: ['steps/admit.handler', 'May this run begin at all, and with what plan?'],
  Arm: ['steps/arm.handler', 'The reaper first, then locks and lease'],
  VerifyBefore: ['steps/verify-before.handler', 'The gate: steady state holds before anything is broken'],
  Inject: ['steps/inject.handler', 'One wave of faults, each after its line in the ledger'],
  Observe: ['steps/observe.handler', 'Samples probes until the wave has settled'],
  HandOver: ['steps/hand-over.handler', 'Asks for recovery'],
  Undo: ['steps/undo.handler', 'Stops and undoes what the ledger holds'],
  VerifyAfter: ['steps/verify-after.handler', 'Compares with the snapshots, waits for steady state'],
  Conclude: ['steps/conclude.handler', 'The one terminal record; gives back the locks'],
  Start: ['triggers/start.handler', 'A schedule’s time has come'],
  Stop: ['stop.handler', 'An alarm or a person ends a run'],
  StopScope: ['triggers/stop-scope.handler', 'A person raises the kill switch, and ends what runs under it'],
  Resume: ['triggers/resume.handler', 'A person lowers the kill switch'],
  Recover: ['triggers/recover.handler', 'The reaper and the safety net'],
  Sweep: ['triggers/sweep.handler', 'Every minute: runs that everything else has forgotten, and what was left behind'],
  Approve: ['triggers/approve.handler', 'Someone other than the starter lets a waiting run begin'],
  Acknowledge: ['triggers/acknowledge.handler', 'Someone takes what a run left behind as it is'],
  Promote: ['triggers/promote.handler', 'Someone brings the record of a rollout’s stage from another platform'],
  Define: ['deployment/define.handler', 'Stores compiled experiments when the stack is deployed'],
};

/** Called by events, which are lost unless someone keeps those that failed for good. */
const calledByEvents: readonly FunctionName[] = ['Start', 'Stop', 'Recover', 'Sweep'];

export interface FunctionsProps extends Granting {
  readonly configuration: Configuration;
  readonly bundles: Bundles;
  readonly deadLetters: IQueue;
}

export class Functions extends Construct {
  readonly byName: Readonly<Record<FunctionName, SquallFunction>>;
  readonly boundary: Boundary;
  /** What all functions are told: those of other stacks too. */
  readonly variables: Record<string, string>;

  constructor(scope: Construct, id: string, props: FunctionsProps) {
    super(scope, id);
    const { configuration, bundles, deadLetters, stage } = props;
    this.variables = variablesOf(environmentOf(this, props));
    const remote = remoteRoles(this, configuration);
    const roles = { start: remote.map(({ startRole }) => startRole), stop: remote.map(({ stopRole }) => stopRole) };
    const statements = (name: FunctionName, faultRoles = props.faultRoles, assumed = roles) => [
      ...statementsFor(this, name, { ...props, faultRoles }),
      ...remoteStatements(name, props.profile, assumed),
    ];
    // There are too many roles for a boundary, which takes 6,144 characters: there, all that are named so.
    const { anyFaultRole, anyStartRole, anyStopRole } = arns(this, stage);
    const anywhere = remote.length > 0 ? { start: [anyStartRole()], stop: [anyStopRole()] } : roles;
    const capped = (name: FunctionName) =>
      statements(name, props.faultRoles.length > 0 ? [anyFaultRole()] : [], anywhere);
    this.boundary = new Boundary(this, 'Boundary', {
      managedPolicyName: names.boundary(stage),
      description: 'The most that a role of the Squall platform can do that touches no fault',
      regions: configuration.regions,
      statements: [
        ...functionNames.filter((name) => !touchesFaults(name)).flatMap(capped),
        ...machineryStatements(this, names.prefix(stage)),
      ],
    });
    // What starts faults, and what looks after, stops and undoes them: together they are more than IAM takes.
    const touching = (id: string, managedPolicyName: string, does: string, chosen: readonly FunctionName[]) =>
      new Boundary(this, id, {
        managedPolicyName,
        description: `The most that a function of the Squall platform can do that ${does} faults`,
        regions: configuration.regions,
        statements: [...chosen.flatMap(capped), ...functionStatements(this, names.prefix(stage))],
      });
    const startsFaults = (name: FunctionName) => remoteNeed(name).start;
    const [starters, enders] = [
      functionNames.filter((name) => touchesFaults(name) && startsFaults(name)),
      functionNames.filter((name) => touchesFaults(name) && !startsFaults(name)),
    ];
    const starting = touching('TouchingBoundary', names.touchingBoundary(stage), 'starts', starters);
    const ending = touching('EndingBoundary', names.endingBoundary(stage), 'stops or undoes', enders);
    const boundaryOf = (name: FunctionName) =>
      !touchesFaults(name) ? this.boundary : startsFaults(name) ? starting : ending;
    const shared = Code.fromAsset(bundles.shared);
    const stopper = Code.fromAsset(bundles.stopper);
    const make = (name: FunctionName) =>
      new SquallFunction(this, name, {
        functionName: names.function(stage, name),
        description: handlers[name][1],
        code: name === 'Stop' ? stopper : shared,
        handler: handlers[name][0],
        timeout: Duration.millis(millis(configuration.functionTimeout)),
        statements: statements(name),
        variables: this.variables,
        logRetention: millis(configuration.history.logs) / 86_400_000,
        boundary: boundaryOf(name).policy,
        ...(calledByEvents.includes(name) && { deadLetters }),
      });
    this.byName = Object.fromEntries(functionNames.map((name) => [name, make(name)])) as Record<
      FunctionName,
      SquallFunction
    >;
  }
}

/** What all functions are told. ARNs by name: a machine and the functions that start it know each other. */
function environmentOf(
  scope: Construct,
  { configuration, topic, deadLetters, profile, stage }: FunctionsProps,
): Environment {
  const { machine, function: functionArn, functionRole, faultRole, deadlineRole } = arns(scope, stage);
  const { account, region } = Stack.of(scope);
  return {
    stage,
    profile,
    account,
    region,
    functionTimeout: millis(configuration.functionTimeout),
    historyTable: names.table(stage),
    historyRetain: millis(configuration.history.retain),
    experimentMachine: machine('experiment'),
    recoveryMachine: machine('recovery'),
    noticesTopic: topic.topicArn,
    deadlineGroup: names.deadlines(stage),
    deadlineTarget: functionArn('Recover'),
    deadlineRole: deadlineRole(),
    deadlineDeadLetters: deadLetters.queueArn,
    killSwitches: names.killSwitches(stage),
    ...(profile === 'run' && {
      faultRole: faultRole(),
      injectRole: functionRole('Inject'),
      undoRole: functionRole('Undo'),
    }),
    ...(configuration.lambdaFaults && { lambdaFaults: configuration.lambdaFaults }),
    ...(profile === 'run' && configuration.faultLogs && { faultLogs: faultLogsOf(configuration) }),
    ...(configuration.toxiproxies && { toxiproxies: configuration.toxiproxies }),
    ...(configuration.recoveryEndpoints && { recoveryEndpoints: configuration.recoveryEndpoints }),
    ...(configuration.regions.length > 0 && { regions: configuration.regions }),
    targetAccounts: remoteRoles(scope, configuration),
    incidentSource: configuration.incidentSource,
    deploymentSource: configuration.deploymentSource,
    ...(configuration.mayRun && { mayRun: configuration.mayRun }),
    ...(configuration.homes && { homes: configuration.homes }),
    ...(configuration.heartbeatTables && { heartbeatTables: configuration.heartbeatTables }),
    ...(configuration.promotions && { promotionTrust: configuration.promotions.trust }),
    ...(configuration.promotions?.validFor !== undefined && {
      promotionsValidFor: millis(configuration.promotions.validFor),
    }),
  };
}

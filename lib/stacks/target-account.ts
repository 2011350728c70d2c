/**
 * Another account whose resources are broken from the platform's: deployed there. One role
 * to start, one to look and stop, each with an external id of its own, and what FIS acts as.
 */
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { AccountPrincipal, type PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Experiment } from '../../core/experiment/schema/experiment.ts';
import { faultLogsOf } from '../configuration/fault-logs.ts';
import { names } from '../configuration/names.ts';
import type { Configuration } from '../configuration/schema.ts';
import { arns } from '../constructs/arns.ts';
import { Boundary } from '../constructs/boundary.ts';
import { FaultLogs } from '../constructs/fault-logs.ts';
import { FaultRoles } from '../constructs/fault-roles.ts';
import { attachRest, ownPolicy } from '../constructs/granted.ts';
import { HostDocuments } from '../constructs/host-documents.ts';
import { PassedAlarms } from '../constructs/passed-alarms.ts';
import { beatStatements, endBeatStatements } from '../constructs/permissions/heartbeats.ts';
import { faultWatchStatements, startStatements, stopStatements } from '../constructs/permissions/injection.ts';
import {
  leverStatements,
  metricStatements,
  quotaStatements,
  resourceStatements,
  simulationStatements,
  standbyStatements,
} from '../constructs/permissions/looking.ts';
import { clearStatements, markStatements } from '../constructs/permissions/marks.ts';
import { type FunctionName, functionNames, remoteNeed } from '../constructs/permissions/needs.ts';
import { leftStatements, ownStatements } from '../constructs/permissions/own.ts';
import { secretsOf } from '../constructs/secrets-of.ts';
import { explainWildcards } from '../constructs/wildcards.ts';

export interface TargetAccountProps extends StackProps {
  readonly configuration: Configuration;
  /** All that are deployed: each that acts in this account has a role here. */
  readonly experiments: readonly Experiment[];
  readonly target: Configuration['targetAccounts'][number];
}

export class TargetAccount extends Stack {
  constructor(scope: Construct, id: string, { configuration, experiments, target, ...props }: TargetAccountProps) {
    super(scope, id, props);
    const { stage, profile, lambdaFaults, regions, account: platformAccount, region: platformRegion } = configuration;
    const { faultRoles, anyFaultRole, startRole, stopRole } = arns(this, stage);
    const { roles } = new FaultRoles(this, 'Faults', {
      stage,
      lambdaFaults,
      faultLogs: faultLogsOf(configuration),
      experiments: profile === 'run' ? experiments : [],
      accounts: [target.account],
      regions,
    });
    const passed = faultRoles([...roles.keys()]);
    const looking = [
      ...resourceStatements(),
      ...metricStatements(),
      ...faultWatchStatements(this),
      ...(profile === 'run' ? ownStatements(this, stage, 'observe', regions) : []),
    ];
    const clearing = profile === 'run' ? clearStatements(this, stage, regions) : [];
    const starting = (of: readonly string[]) => [
      ...startStatements(this, stage, of, regions),
      ...ownStatements(this, stage, 'inject', regions),
      ...markStatements(this, regions),
      ...clearing,
      ...looking,
    ];
    const tables = configuration.heartbeatTables ?? [];
    const stopping = (of: readonly string[]) => [
      ...stopStatements(this, stage, regions),
      ...(profile === 'run'
        ? [
            ...leftStatements(this, stage, regions),
            ...ownStatements(this, stage, 'undo', regions),
            ...beatStatements(this, tables, platformAccount),
            ...endBeatStatements(this, tables, platformAccount),
          ]
        : []),
      ...clearing,
      ...leverStatements(this, stage, regions),
      ...quotaStatements(),
      ...standbyStatements(secretsOf(this, experiments, target.account, platformAccount)),
      ...(profile === 'run' ? simulationStatements(...of, startRole(), stopRole()) : []),
      ...looking,
    ];
    const capped = passed.length > 0 ? [anyFaultRole()] : [];
    const boundary = new Boundary(this, 'Boundary', {
      managedPolicyName: names.boundary(stage),
      description: 'The most that the Squall platform can do in this account that starts no fault',
      regions,
      statements: [
        ...stopping(capped),
        ...PassedAlarms.needs(this, { account: platformAccount, region: platformRegion }),
      ],
    });
    const role = (
      name: string,
      roleName: string,
      externalId: string,
      by: FunctionName[],
      granted: PolicyStatement[],
      within: Boundary,
    ) => {
      const made = new Role(this, name, {
        roleName,
        assumedBy: new AccountPrincipal(platformAccount).withConditions({
          StringEquals: { 'sts:ExternalId': externalId },
          ArnEquals: {
            'aws:PrincipalArn': by.map(
              (each) => `arn:${this.partition}:iam::${platformAccount}:role/${names.function(stage, each)}`,
            ),
          },
        }),
        permissionsBoundary: within.policy,
        ...ownPolicy('Needs', granted),
      });
      attachRest(
        this,
        { role: made, name: roleName, id: `${name}Needs`, description: `What ${roleName} needs` },
        granted,
      );
      new CfnOutput(this, `${name}Arn`, { value: made.roleArn });
    };

    if (profile === 'run') {
      new HostDocuments(this, 'HostDocuments', { stage });
      new FaultLogs(this, 'FaultLogs', configuration);
      // Together with the other it is more than IAM takes.
      const starter = new Boundary(this, 'TouchingBoundary', {
        managedPolicyName: names.touchingBoundary(stage),
        description: 'The most that the Squall platform can do in this account that starts faults',
        regions,
        statements: starting(capped),
      });
      role('Start', names.startRole(stage), target.startExternalId, callers('start'), starting(passed), starter);
    }
    role('Stop', names.stopRole(stage), target.stopExternalId, callers('stop'), stopping(passed), boundary);
    new PassedAlarms(this, 'PassedAlarms', {
      roleName: names.passedAlarms(stage),
      platform: { account: platformAccount, region: platformRegion },
      boundary: boundary.policy,
    });
    explainWildcards(this);
  }
}

/** The platform's functions that assume the role, and nobody else in its account. */
const callers = (role: 'start' | 'stop'): FunctionName[] => functionNames.filter((name) => remoteNeed(name)[role]);

/**
 * Another Region of an account that the platform acts in: deployed there, once for each account.
 * Roles are the account's, whatever the Region. What is of one Region stands here: the documents
 * that hosts are broken by, the log group of FIS, and the rule that passes alarms on.
 */
import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { names } from '../configuration/names.ts';
import type { Configuration } from '../configuration/schema.ts';
import { Boundary } from '../constructs/boundary.ts';
import { FaultLogs } from '../constructs/fault-logs.ts';
import { HostDocuments } from '../constructs/host-documents.ts';
import { PassedAlarms } from '../constructs/passed-alarms.ts';
import { explainWildcards } from '../constructs/wildcards.ts';

export interface TargetRegionProps extends StackProps {
  readonly configuration: Configuration;
  /** That the stack is deployed to. */
  readonly region: string;
}

export class TargetRegion extends Stack {
  constructor(scope: Construct, id: string, { configuration, region, ...props }: TargetRegionProps) {
    super(scope, id, props);
    const { stage, profile } = configuration;
    if (profile === 'run') {
      new HostDocuments(this, 'HostDocuments', { stage });
      new FaultLogs(this, 'FaultLogs', configuration);
    }
    const roleName = names.passedAlarmsFrom(stage, region);
    const boundary = new Boundary(this, 'Boundary', {
      managedPolicyName: `${roleName}-boundary`,
      description: 'The most that the role can do which passes alarms of this Region on to the Squall platform',
      statements: PassedAlarms.needs(this, configuration),
    });
    new PassedAlarms(this, 'PassedAlarms', { roleName, platform: configuration, boundary: boundary.policy });
    explainWildcards(this);
  }
}

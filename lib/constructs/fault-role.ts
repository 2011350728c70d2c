/** What FIS acts as: the one role that breaks things. Not made in the profile `observe`. */
import { ManagedPolicy, PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { names } from '../configuration/names.ts';
import { Boundary } from './boundary.ts';
import { faultStatements, fisConditions } from './permissions/faults.ts';

export interface FaultRoleProps {
  readonly stage: string;
  /** Folder of the FIS extension for Lambda. Missing: functions are not broken. */
  readonly lambdaFaults?: string | undefined;
}

export class FaultRole extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, { stage, lambdaFaults }: FaultRoleProps) {
    super(scope, id);
    const roleName = names.faultRole(stage);
    const boundary = new Boundary(this, 'Boundary', {
      managedPolicyName: `${roleName}-boundary`,
      description: 'The most that an experiment of FIS can do in the name of Squall',
      statements: faultStatements(this, lambdaFaults),
    });
    this.role = new Role(this, 'Role', {
      roleName,
      description: 'AWS FIS breaks opted-in resources as this role, for experiments that Squall started',
      assumedBy: new ServicePrincipal('fis.amazonaws.com', { conditions: fisConditions }),
      permissionsBoundary: ManagedPolicy.fromManagedPolicyArn(this, 'Cap', boundary.policy.managedPolicyArn),
      inlinePolicies: { Faults: new PolicyDocument({ statements: [...faultStatements(this, lambdaFaults)] }) },
    });
  }
}

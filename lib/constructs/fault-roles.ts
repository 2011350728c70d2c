/** What FIS acts as: a role for each experiment, of what that experiment needs. Not made in the profile `observe`. */
import { ManagedPolicy, PolicyDocument, type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Experiment } from '../../core/experiment/schema/experiment.ts';
import { faultRoleOf } from '../../core/plan/fault-role.ts';
import { deliveryFor } from '../../core/plan/log-delivery.ts';
import { capOf } from '../../core/plan/role-cap.ts';
import { actsIn, policyOf } from '../../core/plan/role-policy.ts';
import type { FaultLogs } from '../../core/platform/settings.ts';
import { names } from '../configuration/names.ts';
import { Boundary } from './boundary.ts';
import { fisConditions, type Place, statementsOf } from './permissions/faults.ts';

export interface FaultRolesProps extends Place {
  readonly experiments: readonly Experiment[];
  /** Missing: FIS keeps no log of its own. */
  readonly faultLogs?: FaultLogs | undefined;
  /** Accounts of targets that are this stack's: `undefined` for those that name none, where that is the platform's own. */
  readonly accounts: readonly (string | undefined)[];
}

/** Characters of a role's own policies. Above that they are attached. Source: IAM quotas. */
const mostInline = 10_240;
/** Of an attached one. */
const mostManaged = 6_144;

export class FaultRoles extends Construct {
  /** By the experiment's name. */
  readonly roles: ReadonlyMap<string, Role>;

  constructor(scope: Construct, id: string, { experiments, accounts, faultLogs, ...place }: FaultRolesProps) {
    super(scope, id);
    const acting = experiments.filter((experiment) => actsIn(experiment, accounts));
    if (acting.length === 0) {
      this.roles = new Map();
      return;
    }
    const base = names.faultRole(place.stage);
    const allowed = acting.map((experiment) => [
      ...policyOf(experiment, { accounts }),
      ...deliveryFor(experiment, faultLogs),
    ]);
    const boundary = new Boundary(this, 'Boundary', {
      managedPolicyName: `${base}-boundary`,
      description: 'The most that an experiment of FIS can do in the name of Squall',
      statements: statementsOf(this, capOf(allowed.flat()), place),
    });
    const cap = ManagedPolicy.fromManagedPolicyArn(this, 'Cap', boundary.policy.managedPolicyArn);
    this.roles = new Map(
      acting.map(({ metadata: { name } }, n) => {
        const roleName = faultRoleOf(base, name);
        const statements = statementsOf(this, allowed[n] ?? [], place);
        const role = new Role(this, `Role-${name}`, {
          roleName,
          description: `AWS FIS breaks opted-in resources as this role, for runs of ${name}`,
          assumedBy: new ServicePrincipal('fis.amazonaws.com', { conditions: fisConditions }),
          permissionsBoundary: cap,
          ...(fits(statements, mostInline) && { inlinePolicies: inline(statements) }),
        });
        if (!fits(statements, mostInline))
          for (const [i, part] of parts(statements).entries())
            role.addManagedPolicy(
              new ManagedPolicy(this, `Policy-${name}-${i + 1}`, {
                managedPolicyName: `${roleName}-${i + 1}`,
                description: `What ${name} needs, part ${i + 1}`,
                document: new PolicyDocument({ statements: [...part] }),
              }),
            );
        return [name, role];
      }),
    );
  }
}

const inline = (statements: readonly PolicyStatement[]) =>
  statements.length === 0 ? {} : { Faults: new PolicyDocument({ statements: [...statements] }) };

/** Partition, Region and account stand as references in a template; their names are no shorter than they are. */
const sizeOf = (statements: readonly PolicyStatement[]): number =>
  JSON.stringify(statements.map((statement) => statement.toStatementJson())).length + 60;

const fits = (statements: readonly PolicyStatement[], most: number) => sizeOf(statements) < most;

function parts(statements: readonly PolicyStatement[]): readonly (readonly PolicyStatement[])[] {
  const made: PolicyStatement[][] = [[]];
  for (const statement of statements) {
    const last = made.at(-1) ?? [];
    if (last.length === 0 || fits([...last, statement], mostManaged)) last.push(statement);
    else made.push([statement]);
  }
  return made;
}

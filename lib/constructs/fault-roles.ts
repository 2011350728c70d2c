/** What FIS acts as: a role for each experiment, of what that experiment needs. Not made in the profile `observe`. */
import { Stack } from 'aws-cdk-lib';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Experiment } from '../../core/experiment/schema/experiment.ts';
import { faultRoleOf } from '../../core/plan/fault-role.ts';
import { deliveryFor } from '../../core/plan/log-delivery.ts';
import { capOf } from '../../core/plan/role-cap.ts';
import { actsIn, anyRegion, policyOf, regionsNamed } from '../../core/plan/role-policy.ts';
import type { FaultLogs } from '../../core/platform/settings.ts';
import { names } from '../configuration/names.ts';
import { Boundary } from './boundary.ts';
import { attachRest, ownPolicy } from './granted.ts';
import { fisConditions, type Place, statementsOf } from './permissions/faults.ts';

export interface FaultRolesProps extends Omit<Place, 'regions'> {
  /** Beside the stack's own that faults may be in. Default: none. */
  readonly regions?: readonly string[];
  readonly experiments: readonly Experiment[];
  /** Missing: FIS keeps no log of its own. */
  readonly faultLogs?: FaultLogs | undefined;
  /** Accounts of targets that are this stack's: `undefined` for those that name none, where that is the platform's own. */
  readonly accounts: readonly (string | undefined)[];
}

export class FaultRoles extends Construct {
  /** By the experiment's name. */
  readonly roles: ReadonlyMap<string, Role>;

  constructor(
    scope: Construct,
    id: string,
    { experiments, accounts, faultLogs, regions = [], ...place }: FaultRolesProps,
  ) {
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
      statements: statementsOf(this, capOf(allowed.flat()), { ...place, regions: [Stack.of(this).region, ...regions] }),
    });
    const cap = ManagedPolicy.fromManagedPolicyArn(this, 'Cap', boundary.policy.managedPolicyArn);
    this.roles = new Map(
      acting.map((experiment, n) => {
        const { name } = experiment.metadata;
        const roleName = faultRoleOf(base, name);
        const where = regionsOf(regionsNamed(experiment, accounts), Stack.of(this).region, regions);
        const statements = statementsOf(this, allowed[n] ?? [], { ...place, regions: where });
        const role = new Role(this, `Role-${name}`, {
          roleName,
          description: `AWS FIS breaks opted-in resources as this role, for runs of ${name}`,
          assumedBy: new ServicePrincipal('fis.amazonaws.com', { conditions: fisConditions(where) }),
          permissionsBoundary: cap,
          ...ownPolicy('Faults', statements),
        });
        attachRest(this, { role, name: roleName, id: `Policy-${name}`, description: `What ${name} needs` }, statements);
        return [name, role];
      }),
    );
  }
}

/**
 * Those that an experiment's targets name and the platform may act in, its own for what names none;
 * all of them where a parameter decides. A run elsewhere is refused, and its role has nothing there.
 */
function regionsOf(named: readonly (string | undefined)[], home: string, beside: readonly string[]): readonly string[] {
  if (named.includes(anyRegion)) return [home, ...beside];
  const own = [home, ...beside].filter(
    (region) => named.includes(region === home ? undefined : region) || named.includes(region),
  );
  return own.length > 0 ? own : [home];
}

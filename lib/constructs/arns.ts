/** ARNs of the platform's parts, by their fixed names. */
import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { faultRoleOf } from '../../core/plan/fault-role.ts';
import { names } from '../configuration/names.ts';

/**
 * ARNs in the stack's own account and Region.
 * @param regions beside the stack's own that faults may be in: for those of FIS
 */
export function arns(scope: Construct, stage: string, regions: readonly string[] = []) {
  const stack = Stack.of(scope);
  const iamRole = (resourceName: string) =>
    stack.formatArn({ service: 'iam', region: '', resource: 'role', resourceName });
  const anyAccounts = (resourceName: string) =>
    stack.formatArn({ service: 'iam', region: '', account: '*', resource: 'role', resourceName });
  const everywhere = [stack.region, ...regions];
  const ofFis = (region: string, resource: string, resourceName: string) =>
    stack.formatArn({ service: 'fis', region, resource, resourceName });
  return {
    machine: (machine: 'experiment' | 'recovery') =>
      stack.formatArn({
        service: 'states',
        resource: 'stateMachine',
        resourceName: names.machine(stage, machine),
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    executions: (machine: 'experiment' | 'recovery') =>
      stack.formatArn({
        service: 'states',
        resource: 'execution',
        resourceName: `${names.machine(stage, machine)}:*`,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    function: (name: string) =>
      stack.formatArn({
        service: 'lambda',
        resource: 'function',
        resourceName: names.function(stage, name),
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    table: () => stack.formatArn({ service: 'dynamodb', resource: 'table', resourceName: names.table(stage) }),
    /** What the names of the roles that FIS acts as begin with. */
    faultRole: () => iamRole(names.faultRole(stage)),
    /** Exactly those, by their experiments. */
    faultRoles: (experiments: readonly string[]) =>
      experiments.map((name) => iamRole(faultRoleOf(names.faultRole(stage), name))),
    anyFaultRole: () => iamRole(`${names.faultRole(stage)}-*`),
    /** Of a function, whose name it has. */
    functionRole: (name: string) => iamRole(names.function(stage, name)),
    startRole: () => iamRole(names.startRole(stage)),
    stopRole: () => iamRole(names.stopRole(stage)),
    /** In whichever account. */
    anyStartRole: () => anyAccounts(names.startRole(stage)),
    anyStopRole: () => anyAccounts(names.stopRole(stage)),
    deadlineRole: () => iamRole(names.deadlines(stage)),
    /** By which schedules of kills call. */
    killRole: () => iamRole(names.kills(stage)),
    fis: (resource: string) => everywhere.map((region) => ofFis(region, resource, '*')),
    /** The one of the account in each Region. */
    lever: () => everywhere.map((region) => ofFis(region, 'safety-lever', 'default')),
    deadlines: () =>
      stack.formatArn({ service: 'scheduler', resource: 'schedule', resourceName: `${names.deadlines(stage)}/*` }),
    kills: () =>
      stack.formatArn({ service: 'scheduler', resource: 'schedule', resourceName: `${names.kills(stage)}/*` }),
    killSwitches: () =>
      stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: names.killSwitches(stage).slice(1) }),
  };
}

/** Whether who injects, and who undoes, may do what a plan needs, as IAM's policy simulator says: nothing is tried. */
import { type EvaluationResult, IAMClient, paginateSimulatePrincipalPolicy } from '@aws-sdk/client-iam';
import { faultRoleOf } from '../../core/plan/fault-role.ts';
import type { FaultProvider, Faults } from '../../core/ports/faults.ts';
import type { ContextEntry, Denial, Permission } from '../../core/ports/permissions.ts';
import { partitionOf } from './arns.ts';
import { chunks } from './chunks.ts';
import { bounded, clientSettings } from './clients.ts';
import { byAccount, type Reach } from './other-accounts.ts';

/** Nothing there could inject, so that nobody's permissions can be asked for. */
export class NobodyInjects extends Error {
  override readonly name = 'NobodyInjects';
}

/** IAM answered, and not for all that it was asked. */
export class PermissionUnknown extends Error {
  override readonly name = 'PermissionUnknown';
}

/** Resources of one call. IAM names no limit of its own; the answer has a part for each. */
const mostResources = 50;

/** What stands for `{…}` in a permission. Missing: it is not configured. */
export type Filling = Readonly<Partial<Record<'partition' | 'region' | 'account' | 'stage' | 'lambdaFaults', string>>>;

export function permissionsAcross(reach: Reach): Faults['permissions'] {
  const { deployment: home, bounds } = reach;
  const { stage, lambdaFaults } = home;
  // IAM knows no Region: it is asked from the platform's own.
  const iamIn = (account: string) =>
    bounded(new IAMClient({ ...clientSettings, region: home.region, ...reach.credentialsIn(account) }), bounds);
  const iamOf = byAccount(home, iamIn(home.account), ({ account }) => iamIn(account));
  return async ({ provider, phase, experiment, account = home.account, region = home.region, permissions }) => {
    const iam = iamOf(account);
    const role = phase === 'undo' ? undoerOf(account, home) : injectorOf(provider, experiment, account, home);
    const filling = {
      partition: partitionOf(region),
      region,
      account,
      ...(stage !== undefined && { stage }),
      ...(lambdaFaults && { lambdaFaults }),
    };
    return { asked: true, role, denied: await deniedTo(iam, role, permissions, filling) };
  };
}

/** FIS acts as the experiment's own role; our own faults are the work of whoever starts them. */
function injectorOf(provider: FaultProvider, experiment: string, account: string, home: Reach['deployment']): string {
  const other = home.targetAccounts?.find((each) => each.account === account);
  const { faultRole, injectRole } = other ? { ...other, injectRole: other.startRole } : home;
  const role = provider === 'fis' ? faultRole && faultRoleOf(faultRole, experiment) : injectRole;
  if (role === undefined)
    throw new NobodyInjects(`nothing is deployed to account ${account} that could inject: its profile is observe`);
  return role;
}

/** One function among those that stop and undo: they are granted the same. */
function undoerOf(account: string, { targetAccounts, undoRole }: Reach['deployment']): string {
  const role = targetAccounts?.find((each) => each.account === account)?.stopRole ?? undoRole;
  if (role === undefined)
    throw new NobodyInjects(`nothing is deployed to account ${account} that could undo: its profile is observe`);
  return role;
}

/** @throws ServiceFailure when IAM does not answer, PermissionUnknown when it leaves something out */
export async function deniedTo(
  iam: IAMClient,
  role: string,
  permissions: readonly Permission[],
  filling: Filling,
): Promise<readonly Denial[]> {
  const denied: Denial[] = [];
  for (const permission of permissions.map((each) => filled(each, filling))) {
    const open = permission.resources.filter((resource) => unfilled.test(resource));
    for (const resource of open)
      denied.push(...permission.actions.map((action) => ({ action, resource, why: notConfigured(resource) })));
    const known = permission.resources.filter((resource) => !open.includes(resource));
    for (const resources of chunks(known, mostResources))
      denied.push(...(await simulated(iam, role, { ...permission, resources })));
  }
  return denied;
}

const unfilled = /\{(\w+)\}/;
const notConfigured = (resource: string): string =>
  `${unfilled.exec(resource)?.[1]} is not in the platform's configuration`;

function filled({ actions, resources, context }: Permission, filling: Filling): Permission {
  const fill = (text: string) =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => filling[name as keyof Filling] ?? whole);
  return {
    actions,
    resources: resources.map(fill),
    context: context.map((entry) => ({ ...entry, values: entry.values.map(fill) })),
  };
}

const types = { string: 'string', list: 'stringList', boolean: 'boolean', number: 'numeric' } as const satisfies Record<
  ContextEntry['type'],
  string
>;

async function simulated(iam: IAMClient, role: string, permission: Permission): Promise<readonly Denial[]> {
  const { actions, resources, context } = permission;
  const answers = new Map<string, EvaluationResult>();
  const pages = paginateSimulatePrincipalPolicy(
    { client: iam, pageSize: 1000 },
    {
      PolicySourceArn: role,
      ActionNames: [...actions],
      ResourceArns: [...resources],
      ContextEntries: context.map(({ key, values, type }) => ({
        ContextKeyName: key,
        ContextKeyValues: [...values],
        ContextKeyType: types[type],
      })),
    },
  );
  for await (const { EvaluationResults = [] } of pages)
    for (const result of EvaluationResults) answers.set((result.EvalActionName ?? '').toLowerCase(), result);
  return actions.flatMap((action) => {
    const answer = answers.get(action.toLowerCase());
    if (!answer) throw new PermissionUnknown(`IAM did not say whether ${role} may ${action}`);
    return resources.flatMap((resource) => {
      const why = whyNot(answer, resource);
      return why === undefined ? [] : [{ action, resource, why }];
    });
  });
}

/** The answer for the resource itself where there is one; else that for all together, which is the strictest of theirs. */
function whyNot(answer: EvaluationResult, resource: string): string | undefined {
  const own = answer.ResourceSpecificResults?.find(({ EvalResourceName }) => EvalResourceName === resource);
  const decision = own?.EvalResourceDecision ?? answer.EvalDecision;
  if (decision === 'allowed') return undefined;
  if (decision === 'explicitDeny') return 'a policy denies it';
  if (answer.OrganizationsDecisionDetail?.AllowedByOrganizations === false) return 'the organization does not allow it';
  const { AllowedByPermissionsBoundary: within } =
    own?.PermissionsBoundaryDecisionDetail ?? answer.PermissionsBoundaryDecisionDetail ?? {};
  if (within === false) return 'its permissions boundary does not allow it';
  const { MissingContextValues: missing = [] } = own ?? answer;
  return missing.length > 0
    ? `no policy of it allows it without ${missing.join(', ')}, which the fault does not carry`
    : 'no policy of it allows it';
}

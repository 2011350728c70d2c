/** Whom the deployed roles trust, and what caps them, as IAM describes them. */
import { expect, test } from 'vitest';
import { names } from '../../lib/configuration/names.ts';
import { functionNames, touchesFaults } from '../../lib/constructs/permissions/needs.ts';
import { everything, type Template } from '../stacks/synthesized.ts';
import { account } from './fleet.ts';
import { type IamRole, iamRoles } from './iam-roles.ts';
import { type Deployed, targetAccount } from './stacks-deployed.ts';

const stage = 'staging';
const countOf = ({ stacks }: Deployed, id: string): number =>
  Object.values((stacks.get(id)!.template as Template).Resources).filter(({ Type }) => Type === 'AWS::IAM::Role')
    .length;
const trusts = ({ trust }: IamRole) => trust.flatMap(({ Principal }) => Object.values(Principal));
/** Functions of schedules of their own, each with the group that its boundary is named after. */
const regularFunctions = [
  ['PlanMonkey', names.monkeys(stage)],
  ['TellTrackers', names.trackers(stage)],
  ['Scan', names.scans(stage)],
  ['Treat', names.rounds(stage)],
] as const;
/** What FIS acts as has a boundary of its own: it may break what nothing else of the platform may touch. */
function boundaryNamed(role: string): string {
  if (role.startsWith(`${names.faultRole(stage)}-`)) return `${names.faultRole(stage)}-boundary`;
  if (role === names.startRole(stage)) return names.touchingBoundary(stage);
  if (role.startsWith(`${names.monkeys(stage)}-`)) return `${names.monkeys(stage)}-machine-boundary`;
  const regular = regularFunctions.find(([name]) => names.function(stage, name) === role);
  if (regular) return `${regular[1]}-boundary`;
  const own = functionNames.find((name) => names.function(stage, name) === role);
  if (own === undefined || !touchesFaults(own)) return names.boundary(stage);
  return own === 'Inject' ? names.touchingBoundary(stage) : names.endingBoundary(stage);
}
const boundaryOf = ({ name }: IamRole, inAccount: string) => `arn:aws:iam::${inAccount}:policy/${boundaryNamed(name)}`;
export const ofOurs = (all: readonly IamRole[]) => all.filter(({ name }) => name.startsWith('squall-'));

export function rolesOfTheDeployment(deployed: () => Deployed): void {
  test('every role of the platform is capped by the boundary, and trusts one service', async () => {
    const roles = ofOurs(await iamRoles(deployed().moto.endpoint)).filter(({ name }) => !name.includes('sample-fleet'));
    const stacks = ['Experiments', 'Schedules', 'Monkeys', 'Conformity', 'DoctorMonkey'];
    expect(roles.length).toBe(stacks.reduce((sum, id) => sum + countOf(deployed(), id), 0));
    expect(roles.filter((role) => role.boundary !== boundaryOf(role, account))).toEqual([]);
    const services = ['lambda', 'states', 'scheduler', 'fis', 'events'].map((service) => `${service}.amazonaws.com`);
    for (const role of roles) {
      expect(trusts(role), role.name).toHaveLength(1);
      expect(services, role.name).toContain(trusts(role)[0]);
    }
    const ofFis = roles.filter(({ name }) => name.startsWith(`${names.faultRole(stage)}-`));
    expect(ofFis.length).toBeGreaterThan(5);
    for (const role of ofFis) expect(trusts(role), role.name).toEqual(['fis.amazonaws.com']);
  });

  test('the other account trusts ours with an external id for each role, and only the functions that need it', async () => {
    const roles = new Map(
      ofOurs(await iamRoles(deployed().moto.endpoint, deployed().there)).map((role) => [role.name, role]),
    );
    expect([...roles.keys()]).toEqual(
      // No experiment that is deployed acts there: FIS can act as what the monkey's kills need, and as nothing else.
      [
        `${names.faultRole(stage)}-fleet-monkey`,
        names.passedAlarms(stage),
        names.startRole(stage),
        names.stopRole(stage),
      ].sort(),
    );
    expect(trusts(roles.get(names.passedAlarms(stage))!)).toEqual(['events.amazonaws.com']);
    expect([...roles.values()].filter((role) => role.boundary !== boundaryOf(role, targetAccount))).toEqual([]);
    const { startExternalId, stopExternalId } = everything.targetAccounts![0]!;
    for (const [name, externalId] of [
      [names.startRole(stage), startExternalId],
      [names.stopRole(stage), stopExternalId],
    ] as const) {
      const [statement] = roles.get(name)!.trust;
      expect(statement!.Principal).toEqual({ AWS: `arn:aws:iam::${account}:root` });
      expect(statement!.Condition!.StringEquals!['sts:ExternalId']).toBe(externalId);
      const callers = [statement!.Condition!.ArnEquals!['aws:PrincipalArn']!].flat();
      expect(callers.every((each) => each.startsWith(`arn:aws:iam::${account}:role/squall-${stage}-`))).toBe(true);
    }
  });
}

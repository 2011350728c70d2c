/** The roles that inject, and those that undo, in moto with the policies that the stacks give them. */
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { faultRoleOf } from '../../core/plan/fault-role.ts';
import { names } from '../../lib/configuration/names.ts';
import { type Statement, statementsIn } from '../stacks/statements.ts';
import { everything, synthesized, type Template } from '../stacks/synthesized.ts';
import { account, settings } from './fleet.ts';
import { stageName } from './machines.ts';
import { motoRegion } from './moto.ts';

interface Place {
  /** The platform's own, or one of its target accounts. */
  readonly subject: 'experiments' | 'target-account';
  readonly account: string;
  /** Experiments of a test's own, which none of the stacks has. */
  readonly experiments?: readonly string[];
  /** Beside its own that the platform may act in. */
  readonly regions?: readonly string[];
  /** By which moto tells the account. */
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

/** By CloudFormation it would be moto's whole stack, which other files of the suite make. */
export async function makeInjectorRoles(
  endpoint: string,
  { subject, account: id, credentials, experiments = [], regions = [] }: Place = { subject: 'experiments', account },
): Promise<void> {
  const iam = new IAMClient({ ...settings(endpoint), ...(credentials && { credentials }) });
  const atHome = statementsIn(
    synthesized({ ...everything, monkeys: [], account: id, region: motoRegion, regions: [...regions] }).experiments!,
  );
  const targetAccounts = everything.targetAccounts!.map((each) => ({ ...each, account: id }));
  const statements =
    subject === 'experiments'
      ? atHome
      : statementsIn(synthesized({ ...everything, monkeys: [], targetAccounts, region: motoRegion })[subject]!);
  const own =
    subject === 'experiments'
      ? [names.function(stageName, 'Inject'), names.function(stageName, 'Undo')]
      : [names.startRole(stageName), names.stopRole(stageName)];
  const ofFis = atHome.filter(({ of }) => of.startsWith(`role ${names.faultRole(stageName)}-`));
  const deployed = [...new Set(ofFis.map(({ of }) => of.slice('role '.length)))];
  const tested = experiments.map((name) => faultRoleOf(names.faultRole(stageName), name));
  for (const RoleName of [...deployed, ...tested, ...own]) {
    // Of an experiment that is not deployed: what any that is may do.
    const its = tested.includes(RoleName)
      ? ofFis.map((each) => ({
          ...each,
          resources: each.resources.flatMap((arn) => inEach(arn, regions)),
          condition: conditionInEach(each.condition, regions),
        }))
      : [...statements, ...ofFis].filter(({ of }) => of === `role ${RoleName}`);
    await makeRole(iam, RoleName, its);
  }
}

/** Of a deployment's own stacks: what FIS acts as, and who injects and undoes. @param template of its experiments */
export async function makeDeployedRoles(endpoint: string, template: Template): Promise<void> {
  const iam = new IAMClient(settings(endpoint));
  const statements = statementsIn(template);
  const own = [names.function(stageName, 'Inject'), names.function(stageName, 'Undo')];
  const ofFis = statements.filter(({ of }) => of.startsWith(`role ${names.faultRole(stageName)}-`));
  for (const role of new Set([...ofFis.map(({ of }) => of.slice('role '.length)), ...own]))
    await makeRole(
      iam,
      role,
      statements.filter(({ of }) => of === `role ${role}`),
    );
}

async function makeRole(iam: IAMClient, RoleName: string, statements: readonly Statement[]): Promise<void> {
  // Logs and tables of functions are CloudFormation's to name, and are nobody's target.
  const granted = statements
    .map((each) => ({ ...each, resources: each.resources.filter((resource) => !resource.startsWith('<')) }))
    .filter(({ resources }) => resources.length > 0);
  const Statement = granted.map(({ actions, resources, condition }) => ({
    Effect: 'Allow',
    Action: actions,
    Resource: resources,
    ...(Object.keys(condition).length > 0 && { Condition: condition }),
  }));
  const trusted = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'fis.amazonaws.com' } };
  const AssumeRolePolicyDocument = JSON.stringify({ Statement: [trusted] });
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'Needs', PolicyDocument }));
}

/** What is granted at home, granted in each other Region too. */
const inEach = (arn: string, regions: readonly string[]): readonly string[] => [
  ...new Set([motoRegion, ...regions].map((region) => arn.replace(motoRegion, region))),
];

const conditionInEach = (condition: Statement['condition'], regions: readonly string[]): Statement['condition'] =>
  Object.fromEntries(
    Object.entries(condition).map(([operator, keys]) => [
      operator,
      Object.fromEntries(
        Object.entries(keys).map(([key, value]) => [
          key,
          typeof value === 'string' && value.includes(motoRegion) ? inEach(value, regions) : value,
        ]),
      ),
    ]),
  );

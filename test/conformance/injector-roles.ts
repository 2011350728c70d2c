/** The roles that inject, in moto with the policies that the stacks give them. */
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { names } from '../../lib/configuration/names.ts';
import { statementsIn } from '../stacks/statements.ts';
import { everything, synthesized } from '../stacks/synthesized.ts';
import { account, settings } from './fleet.ts';
import { stageName } from './machines.ts';
import { motoRegion } from './moto.ts';

interface Place {
  /** The platform's own, or one of its target accounts. */
  readonly subject: 'experiments' | 'target-account';
  readonly account: string;
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
  { subject, account: id, credentials }: Place = { subject: 'experiments', account },
): Promise<void> {
  const iam = new IAMClient({ ...settings(endpoint), ...(credentials && { credentials }) });
  const targetAccounts = everything.targetAccounts!.map((each) => ({ ...each, account: id }));
  const changes = subject === 'experiments' ? { account: id } : { targetAccounts };
  const statements = statementsIn(synthesized({ ...everything, ...changes, region: motoRegion })[subject]!);
  const own = subject === 'experiments' ? names.function(stageName, 'Inject') : names.startRole(stageName);
  for (const RoleName of [names.faultRole(stageName), own]) {
    // Logs and tables of functions are CloudFormation's to name, and are nobody's target.
    const granted = statements
      .filter(({ of }) => of === `role ${RoleName}`)
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
}

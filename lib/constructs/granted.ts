/** What a role is granted: its own policy, or policies that are attached where that would be too long. */
import { ManagedPolicy, PolicyDocument, PolicyStatement, type Role, type RoleProps } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/** Characters of a role's own policies. Above that they are attached. Source: IAM quotas. */
const mostInline = 10_240;
/** Of an attached one. */
const mostManaged = 6_144;

/** For a role that is about to be made. @param name of the policy that is its own */
export const ownPolicy = (name: string, statements: readonly PolicyStatement[]): Pick<RoleProps, 'inlinePolicies'> =>
  statements.length > 0 && fits(statements, mostInline)
    ? { inlinePolicies: { [name]: new PolicyDocument({ statements: [...statements] }) } }
    : {};

export interface Attached {
  readonly role: Role;
  /** Of the policies, which are numbered. */
  readonly name: string;
  /** Of the constructs. */
  readonly id: string;
  readonly description: string;
}

/** For a role that was made with `ownPolicy`: nothing where that was enough. */
export function attachRest(
  scope: Construct,
  { role, name, id, description }: Attached,
  given: readonly PolicyStatement[],
) {
  if (fits(given, mostInline)) return;
  for (const [i, part] of parts(given).entries())
    role.addManagedPolicy(
      new ManagedPolicy(scope, `${id}-${i + 1}`, {
        managedPolicyName: `${name}-${i + 1}`,
        description: `${description}, part ${i + 1}`,
        document: new PolicyDocument({ statements: [...part] }),
      }),
    );
}

/** The partition stands as a reference in a template; in a policy it is written out. */
const sizeOf = (statements: readonly PolicyStatement[]): number =>
  JSON.stringify(statements.map((statement) => statement.toStatementJson())).replaceAll(reference, 'aws').length + 60;

const reference = /\$\{Token\[AWS\.Partition\.\d+\]\}/g;

const fits = (statements: readonly PolicyStatement[], most: number) => sizeOf(statements) < most;

function parts(statements: readonly PolicyStatement[]): readonly (readonly PolicyStatement[])[] {
  const made: PolicyStatement[][] = [[]];
  for (const statement of statements.flatMap(divided)) {
    const last = made.at(-1) ?? [];
    if (last.length === 0 || fits([...last, statement], mostManaged)) last.push(statement);
    else made.push([statement]);
  }
  return made;
}

/** One that is too long by itself names too many resources. */
function divided(statement: PolicyStatement): readonly PolicyStatement[] {
  const { effect, actions, resources, conditions } = statement;
  if (fits([statement], mostManaged) || resources.length < 2) return [statement];
  const half = Math.ceil(resources.length / 2);
  return [resources.slice(0, half), resources.slice(half)].flatMap((own) =>
    divided(new PolicyStatement({ effect, actions, resources: own, conditions })),
  );
}

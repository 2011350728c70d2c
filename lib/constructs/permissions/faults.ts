/**
 * What FIS may do in our name: the only permissions of the platform that break anything. They
 * are what the catalogue says that the actions of an experiment need (`core/faults`), and
 * nothing else is written here.
 */
import { Aws, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { PolicyStatement as Allowed, Conditions } from '../../../core/plan/role-policy.ts';

export interface Place {
  readonly stage: string;
  /** Folder that the FIS extension for Lambda reads. Missing: functions are not broken. */
  readonly lambdaFaults?: string | undefined;
  /** What is granted is granted in each of them. Default: the stack's own. */
  readonly regions?: readonly string[] | undefined;
}

/** A statement on what is not configured falls away: FIS then answers such an action with an error. */
export function statementsOf(
  scope: Construct,
  allowed: readonly Allowed[],
  { regions = [Stack.of(scope).region], ...place }: Place,
): readonly PolicyStatement[] {
  const { partition, account } = Stack.of(scope);
  const known: Readonly<Record<string, string | undefined>> = { partition, account, ...place };
  const fillIn = (text: string, region: string) =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => (name === 'region' ? region : (known[name] ?? whole)));
  const fill = (text: string) => [...new Set(regions.map((region) => fillIn(text, region)))];
  return allowed.flatMap(({ sid, actions, resources, conditions }) => {
    const filled = resources.flatMap(fill);
    if (filled.some((resource) => placeholder.test(resource))) return [];
    return [new PolicyStatement({ sid, actions: [...actions], resources: filled, ...conditionsOf(conditions, fill) })];
  });
}

/** Not a token of CDK's, which has a bracket in it. */
const placeholder = /\{\w+\}/;

const conditionsOf = (conditions: Conditions, fill: (text: string) => readonly string[]) =>
  Object.keys(conditions).length === 0
    ? {}
    : {
        conditions: Object.fromEntries(
          Object.entries(conditions).map(([operator, keys]) => [
            operator,
            Object.fromEntries(
              Object.entries(keys).map(([key, values]) => {
                const written = values.flatMap(fill);
                return [key, written.length === 1 && !operator.startsWith('ForAll') ? written[0] : written];
              }),
            ),
          ]),
        ),
      };

/** FIS alone may act so, for experiments of this account in these Regions. */
export const fisConditions = (regions: readonly string[]) => ({
  StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
  ArnLike: {
    'aws:SourceArn': regions.map((region) => `arn:${Aws.PARTITION}:fis:${region}:${Aws.ACCOUNT_ID}:experiment/*`),
  },
});

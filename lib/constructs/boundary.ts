/** The most that any role of the platform can do, whatever is attached to it later. It grants nothing. */
import { Stack } from 'aws-cdk-lib';
import {
  CfnRole,
  Effect,
  ManagedPolicy,
  PermissionsBoundary,
  PolicyDocument,
  PolicyStatement,
} from 'aws-cdk-lib/aws-iam';
import { Construct, type IConstruct } from 'constructs';
import { optedIn } from './permissions/conditions.ts';

export interface BoundaryProps {
  readonly managedPolicyName: string;
  readonly description: string;
  readonly statements: readonly PolicyStatement[];
  /** Beside the stack's own that its roles may act in. Default: none. */
  readonly regions?: readonly string[];
}

export class Boundary extends Construct {
  readonly policy: ManagedPolicy;

  constructor(
    scope: Construct,
    id: string,
    { managedPolicyName, description, statements, regions = [] }: BoundaryProps,
  ) {
    super(scope, id);
    this.policy = new ManagedPolicy(this, 'Policy', {
      managedPolicyName,
      description,
      document: new PolicyDocument({
        minimize: true,
        statements: shortened(
          regions.length > 0 ? heldTo([Stack.of(this).region, ...regions], statements) : statements,
        ),
      }),
    });
  }

  /** Roles that CDK makes along the way too; one that has a boundary of its own keeps it. */
  applyTo(scope: IConstruct): void {
    for (const role of scope.node.findAll().filter((each) => each instanceof CfnRole))
      if (role.permissionsBoundary === undefined) PermissionsBoundary.of(role).apply(this.policy);
  }
}

/**
 * IAM takes 6,144 characters. Without their names statements that say the same are merged,
 * an action that is open to everything is said nowhere else, and what the opt-in tag holds, or
 * the key of a heartbeat, is held by that alone, as in the boundary of the roles of FIS: roles
 * name the resources.
 * By what else movers of traffic are held, roles alone say.
 */
function shortened(given: readonly PolicyStatement[]): PolicyStatement[] {
  const statements = given.map((statement) => {
    const { actions, effect } = statement;
    const narrowed =
      effect === Effect.ALLOW && actions.length > 0 && actions.every((each) => narrowedByRoles.test(each));
    return narrowed ? new PolicyStatement({ actions, resources: ['*'] }) : statement;
  });
  const isOpen = ({ resources, conditions }: PolicyStatement) =>
    resources.join() === '*' && Object.keys(conditions ?? {}).length === 0;
  const open = new Set(statements.filter(isOpen).flatMap(({ actions }) => actions));
  return statements.flatMap((statement) => {
    const { Sid: _, ...rest } = statement.toStatementJson();
    const actions = isOpen(statement) ? statement.actions : statement.actions.filter((action) => !open.has(action));
    const Resource = isHeld(statement) ? '*' : rest.Resource;
    return actions.length === 0 ? [] : [PolicyStatement.fromJson({ ...rest, Action: actions, Resource })];
  });
}

/**
 * What may be done in each of several Regions is said once, and all else that its services could be
 * asked elsewhere is denied. Roles name each Region in each ARN: a boundary would be too long by that.
 */
function heldTo(regions: readonly string[], statements: readonly PolicyStatement[]): readonly PolicyStatement[] {
  const anywhere = (arn: string) =>
    arn.replace(/^(arn:[^:]*:[^:]*:)([^:]+):/, (whole, before: string, region: string) =>
      regions.includes(region) ? `${before}*:` : whole,
    );
  const services = new Set<string>();
  const held = statements.map((statement) => {
    const { actions, resources, conditions } = statement;
    const alike = [...Map.groupBy(resources, anywhere)];
    const everywhere = alike.filter(([, own]) => own.length === regions.length);
    if (isHeld(statement) || everywhere.length === 0) return statement;
    for (const action of actions) services.add(action.slice(0, action.indexOf(':')));
    const shorter = alike.flatMap(([arn, own]) => (own.length === regions.length ? [arn] : own));
    return new PolicyStatement({ actions, resources: shorter, conditions });
  });
  if (services.size === 0) return held;
  const elsewhere = new PolicyStatement({
    effect: Effect.DENY,
    actions: [...services].sort().map((service) => `${service}:*`),
    resources: ['*'],
    conditions: { StringNotEquals: { 'aws:RequestedRegion': [...regions] } },
  });
  return [...held, elsewhere];
}

const narrowedByRoles = /^(?:arc-zonal-shift|route53|route53-recovery-cluster):/;

const isHeld = ({ conditions }: PolicyStatement): boolean =>
  Object.entries(optedIn.StringEquals).every(([key, value]) => conditions?.StringEquals?.[key] === value) ||
  conditions?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] !== undefined;

/** What roles that CDK makes need beside ours: to call functions of the platform, to deliver logs and dead letters. */
export function machineryStatements(scope: Construct, prefix: string): readonly PolicyStatement[] {
  const { partition, region, account } = Stack.of(scope);
  const arn = (service: string, resource: string) => `arn:${partition}:${service}:${region}:${account}:${resource}`;
  return [
    new PolicyStatement({
      sid: 'CallFunctionsOfOurs',
      actions: ['lambda:InvokeFunction', 'lambda:GetFunction'],
      resources: [arn('lambda', `function:${prefix}-*`)],
    }),
    new PolicyStatement({
      sid: 'DeliverLogs',
      actions: [
        'logs:CreateLogDelivery',
        'logs:DeleteLogDelivery',
        'logs:DescribeLogGroups',
        'logs:DescribeResourcePolicies',
        'logs:GetLogDelivery',
        'logs:ListLogDeliveries',
        'logs:PutResourcePolicy',
        'logs:UpdateLogDelivery',
      ],
      resources: ['*'],
    }),
    ...functionStatements(scope, prefix),
  ];
}

/** What a function needs beside its own: its log, and a place for events that failed for good. */
export function functionStatements(scope: Construct, prefix: string): readonly PolicyStatement[] {
  const { partition, region, account } = Stack.of(scope);
  const arn = (service: string, resource: string) => `arn:${partition}:${service}:${region}:${account}:${resource}`;
  return [
    new PolicyStatement({
      sid: 'WriteLogs',
      actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [arn('logs', `log-group:/aws/lambda/${prefix}-*`)],
    }),
    new PolicyStatement({
      sid: 'KeepDeadLetters',
      actions: ['sqs:SendMessage'],
      resources: [arn('sqs', `${prefix}-dead-letters`)],
    }),
  ];
}

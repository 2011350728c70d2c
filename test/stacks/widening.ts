/** The rules that no policy of the platform may widen. Closed: an action that no line here knows is a violation. */
import { catalogue } from '../../core/faults/catalogue.ts';
import type { Statement } from './statements.ts';

/** Looks and changes nothing. */
const looking =
  /^(?:(?:acm|arc-zonal-shift|autoscaling|cloudwatch|directconnect|ec2|ecs|eks|elasticache|elasticloadbalancing|fis|globalaccelerator|logs|rds|route53|route53-recovery-cluster|states):(?:Describe|Get|List)\w+|dynamodb:(?:DescribeContinuousBackups|DescribeTable|ListTables)|tag:GetResources|iam:GetRole|lambda:(?:GetFunction|GetFunctionConcurrency|GetFunctionConfiguration|ListEventSourceMappings|ListFunctionEventInvokeConfigs|ListFunctions)|scheduler:GetSchedule|secretsmanager:DescribeSecret|servicequotas:Get(?:AWSDefault)?ServiceQuota|ssm:(?:DescribeInstanceInformation|ListCommandInvocations|ListCommands))$/;

/** The platform's own things: every resource must be one of ours. */
const ours =
  /^(?:dynamodb:(?:BatchGetItem|ConditionCheckItem|DeleteItem|GetItem|PutItem|Query|UpdateItem)|lambda:InvokeFunction|logs:(?:CreateLogGroup|CreateLogStream|PutLogEvents)|scheduler:(?:Create|Update|Delete)Schedule|sns:Publish|sqs:(?:GetQueueAttributes|GetQueueUrl|SendMessage)|ssm:(?:GetParametersByPath|GetParameterHistory|GetParameters|PutParameter|DeleteParameters?)|states:(?:Start|Stop)Execution)$/;
const ourResource = /squall[-/]staging|^<[\w.]+>(?::\*)?$|^<squall-staging-[\w:-]+>$/;

const optIn = 'aws:ResourceTag/resilience:fis-enabled';

/** What IAM cannot hold to the opt-in tag, each with what holds it instead. docs/deploy.md lists the same. */
export const heldOtherwise: readonly {
  readonly action: string;
  readonly resource: RegExp;
  /** Condition operator and key that must be there. */
  readonly by?: readonly [string, string];
  /** Of roles alone: a boundary grants nothing, and has no room for it. */
  readonly ofRoles?: true;
}[] = [
  { action: 'ec2:InjectApiError', resource: /^\*$/, by: ['Null', 'ec2:FisActionId'] },
  { action: 'ssm:SendCommand', resource: /^arn:aws:ssm:(?:[a-z]+-[a-z]+-\d|\*)::document\/AWSFIS-Run-[A-Z][\w-]+$/ },
  {
    action: 'ssm:SendCommand',
    resource: /^arn:aws:ssm:(?:[a-z]+-[a-z]+-\d|\*):\d{12}:document\/squall-staging-[a-z-]+$/,
  },
  { action: 'ssm:CancelCommand', resource: /^\*$/ },
  // Asked for together with the global cluster, which has opted in.
  { action: 'rds:FailoverGlobalCluster', resource: /:cluster:\*$/ },
  { action: 'rds:SwitchoverGlobalCluster', resource: /:cluster:\*$/ },
  {
    action: 'ec2:CreateNetworkAcl',
    resource: /:network-acl\/\*$/,
    by: ['StringEquals', 'aws:RequestTag/managedByFIS'],
  },
  { action: 'ec2:CreateNetworkAcl', resource: /:vpc\/\*$/ },
  { action: 'ec2:CreateTags', resource: /:network-acl\/\*$/, by: ['StringEquals', 'ec2:CreateAction'] },
  {
    action: 'ec2:CreateNetworkAclEntry',
    resource: /:network-acl\/\*$/,
    by: ['StringEquals', 'aws:ResourceTag/managedByFIS'],
  },
  {
    action: 'ec2:DeleteNetworkAcl',
    resource: /:network-acl\/\*$/,
    by: ['StringEquals', 'aws:ResourceTag/managedByFIS'],
  },
  { action: 'ec2:ReplaceNetworkAclAssociation', resource: /:network-acl\/\*$/ },
  { action: 'kms:CreateGrant', resource: /:key\/\*$/, by: ['StringEquals', 'kms:ViaService'] },
  { action: 's3:PutObject', resource: /^arn:aws:s3:::squall-faults\/FisConfigs\/\*$/ },
  { action: 's3:DeleteObject', resource: /^arn:aws:s3:::squall-faults\/FisConfigs\/\*$/ },
  { action: 's3:GetBucketPolicy', resource: /^arn:aws:s3:::squall-logs$/ },
  { action: 's3:PutBucketPolicy', resource: /^arn:aws:s3:::squall-logs$/ },
  { action: 'tag:TagResources', resource: /^\*$/ },
  {
    action: 'route53:ChangeResourceRecordSets',
    resource: /^arn:aws:route53:::hostedzone\/\*$/,
    by: ['ForAllValues:StringEquals', 'route53:ChangeResourceRecordSetsRecordTypes'],
    ofRoles: true,
  },
  { action: 'route53:UpdateHealthCheck', resource: /^arn:aws:route53:::healthcheck\/\*$/, ofRoles: true },
  {
    action: 'route53-recovery-cluster:UpdateRoutingControlStates',
    resource: /:controlpanel\/\*\/routingcontrol\/\*$/,
    by: ['BoolIfExists', 'route53-recovery-cluster:AllowSafetyRulesOverrides'],
    ofRoles: true,
  },
  ...['StartZonalShift', 'CancelZonalShift', 'StartPracticeRun', 'CancelPracticeRun'].map((call) => ({
    action: `arc-zonal-shift:${call}`,
    resource: /^\*$/,
    by: ['ArnLike', 'arc-zonal-shift:ResourceIdentifier'] as const,
    ofRoles: true as const,
  })),
  { action: 'tag:UntagResources', resource: /^\*$/ },
  {
    action: 'fis:CreateExperimentTemplate',
    resource: /:experiment-template\/\*$/,
    by: ['Null', 'aws:RequestTag/squall:run'],
  },
  { action: 'fis:CreateExperimentTemplate', resource: /:action\/\*$/ },
  { action: 'fis:TagResource', resource: /:experiment(?:-template)?\/\*$/, by: ['Null', 'aws:RequestTag/squall:run'] },
  { action: 'fis:StartExperiment', resource: /:experiment-template\/\*$/, by: ['Null', 'aws:ResourceTag/squall:run'] },
  { action: 'fis:StartExperiment', resource: /:experiment\/\*$/, by: ['Null', 'aws:RequestTag/squall:run'] },
  { action: 'fis:StopExperiment', resource: /:experiment\/\*$/, by: ['Null', 'aws:ResourceTag/squall:run'] },
  {
    action: 'fis:DeleteExperimentTemplate',
    resource: /:experiment-template\/\*$/,
    by: ['Null', 'aws:ResourceTag/squall:run'],
  },
];

/** The platform's own, and those that a monkey's trackers name. */
const buses = [
  'arn:aws:events:eu-central-1:111122223333:event-bus/default',
  'arn:aws:events:eu-central-1:111122223333:event-bus/chaos',
  'arn:aws:events:eu-central-1:444455556666:event-bus/kills',
];

/** Of a heartbeat: one item of a table of others, by the keys that all heartbeats begin with. */
const beating = /^dynamodb:(?:DeleteItem|GetItem|PutItem)$/;
const ownItem = ({ of, condition, resources }: Statement): boolean =>
  condition['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] === 'squall-heartbeat/*' &&
  resources.every((arn) => (of.startsWith('boundary ') ? arn === '*' : namedTable.test(arn)));
const namedTable = /^arn:aws:dynamodb:[a-z]+-[a-z]+-\d:\d{12}:table\/[\w.-]+$/;

/** Names of buckets, which FIS looks for tags on. */
const bucketList = /^s3:ListAllMyBuckets$/;

/** Log delivery of state machines, which knows no resources and touches no data. */
const logDelivery = /^logs:(?:Create|Delete|Update)LogDelivery$|^logs:PutResourcePolicy$/;

export const widenings = (statements: readonly Statement[]): readonly string[] =>
  statements.flatMap((statement) => [
    ...statement.odd.map((key) => `${statement.of}: ${key} is not allowed at all`),
    ...statement.actions.flatMap((action) => {
      const why = widening(action, statement);
      return why === undefined ? [] : [`${statement.of}: ${action}: ${why}`];
    }),
  ]);

function widening(action: string, statement: Statement): string | undefined {
  const { of, resources, condition } = statement;
  if (action.includes('*') || action.includes('?')) return 'a wildcard action';
  if (resources.length === 0) return 'no resource';
  if (of.startsWith('boundary squall-staging-faults-')) return undefined;
  if (action === 'iam:PassRole' && !of.startsWith('role squall-staging-faults-')) return passRole(statement);
  if (action === 'sts:AssumeRole')
    return resources.every((arn) => remoteRole.test(arn) || (of.startsWith('boundary') && anyRemoteRole.test(arn)))
      ? undefined
      : 'a role that is not ours by ARN';
  if (action === 'iam:SimulatePrincipalPolicy')
    return resources.every(
      (arn) => (of.startsWith('boundary') ? anyFaultRole : faultRole).test(arn) || injector.test(arn),
    )
      ? undefined
      : 'asks about roles that are not ours';
  if (action === 'events:PutEvents')
    return resources.every((arn) => buses.includes(arn)) ? undefined : 'a bus that is not the platform’s';
  if (looking.test(action) || bucketList.test(action) || logDelivery.test(action)) return undefined;
  if (beating.test(action) && ownItem(statement)) return undefined;
  if (ours.test(action))
    return resources.every((arn) => ourResource.test(arn)) ? undefined : 'reaches what is not ours';
  if (isTrue(condition.StringEquals?.[optIn])) return undefined;
  const open = resources.filter(
    (resource) =>
      !heldOtherwise.some(
        (held) =>
          held.action === action &&
          ((held.ofRoles && of.startsWith('boundary ')) ||
            (held.resource.test(resource) && (!held.by || holds(condition, held.by)))),
      ),
  );
  if (open.length > 0 && of.startsWith('role squall-staging-faults-')) return faultWidening(action, statement);
  return open.length === 0 ? undefined : `changes ${open.join(', ')} without the opt-in tag`;
}

const faultRole = /^arn:aws:iam::\d{12}:role\/squall-staging-faults-[a-z][a-z0-9-]+$/;
const remoteRole = /^arn:aws:iam::\d{12}:role\/squall-staging-remote-(?:start|stop)$/;
/** In a boundary, which grants nothing. */
const anyRemoteRole = /^arn:aws:iam::\*:role\/squall-staging-remote-(?:start|stop)$/;
const anyFaultRole = /^arn:aws:iam::\d{12}:role\/squall-staging-faults-\*$/;
/** Who injects, and who undoes. */
const injector = /^arn:aws:iam::\d{12}:role\/squall-staging-(?:inject|remote-start|undo|remote-stop)$/;

function passRole({ of, resources, condition }: Statement): string | undefined {
  const schedules =
    resources.length === 1 && /^arn:aws:iam::\d{12}:role\/squall-staging-(?:deadlines|kills)$/.test(resources[0]!);
  const faults = resources.every((arn) => (of.startsWith('boundary') ? anyFaultRole : faultRole).test(arn));
  if (!schedules && !faults) return 'not roles of ours by ARN';
  const service = condition.StringEquals?.['iam:PassedToService'];
  const expected = faults ? 'fis.amazonaws.com' : 'scheduler.amazonaws.com';
  return service === expected ? undefined : `not held to ${expected}`;
}

/** What FIS does that IAM cannot hold to the tag: the catalogue says why, and what holds it is there. */
function faultWidening(action: string, { resources, condition }: Statement): string | undefined {
  const needs = catalogue.flatMap((definition) => definition.needs).filter(({ actions }) => actions.includes(action));
  const told = needs.some(({ optIn, conditions = {}, resources: templates = [] }) => {
    const instead =
      typeof optIn === 'object' || templates.every((template) => /^\{|::document\/|:key\//.test(template));
    const keys = Object.values(conditions).flatMap((of) => Object.keys(of));
    const there = Object.values(condition).flatMap((of) => Object.keys(of));
    return instead && keys.every((key) => there.includes(key));
  });
  return told
    ? undefined
    : `changes ${resources.join(', ')} without the opt-in tag, and the catalogue does not say why`;
}

const isTrue = (value: unknown): boolean => value === 'true' || (Array.isArray(value) && value.join() === 'true');

function holds(condition: Statement['condition'], [operator, key]: readonly [string, string]): boolean {
  const value = condition[operator]?.[key];
  return operator === 'Null' ? value === 'false' : value !== undefined;
}

/**
 * Every wildcard in a resource of a policy, explained: cdk-nag asks for each by its own
 * text (AwsSolutions-IAM5). One that no line here explains stays a finding.
 */
import { Stack } from 'aws-cdk-lib';
import { CfnManagedPolicy, CfnPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { FaultRoles } from './fault-roles.ts';

const explained: readonly (readonly [RegExp, string])[] = [
  [/^\*$/, 'Calls that describe, list or deliver logs know no resources; what breaks and knows none has a condition.'],
  [/:dynamodb:.*-history\/index\/\*$/, 'The indexes of the history table.'],
  [/:states:.*:execution:squall-[a-z0-9-]+:\*$/, 'Executions of our own machines are named after runs.'],
  [/:fis:.*:experiment(?:-template)?\/\*$/, 'FIS makes the ids: what changes anything asks for the tag of a run.'],
  [
    /:iam:.*:role\/squall-[a-z0-9-]+-faults-\*$/,
    'In the boundary, which grants nothing: each role of FIS is named where it is passed.',
  ],
  [
    /:iam::\*:role\/squall-[a-z0-9-]+-remote-(?:start|stop)$/,
    'In the boundary, which grants nothing: each role of another account is named where it is assumed.',
  ],
  [/:fis:.*:action\/\*$/, 'Templates may name any action; what an action may do is up to the role of FIS.'],
  [
    /:(?:autoscaling:.*:autoScalingGroup:|ecs:.*:service\/|elasticloadbalancing:.*:targetgroup\/|ec2:.*:security-group\/)\*$/,
    'Targets are not known beforehand: resilience:fis-enabled=true is asked for.',
  ],
  [
    /:ec2:.*:(?:instance|subnet|transit-gateway|volume|vpc-endpoint)\/\*$/,
    'Targets are not known beforehand: resilience:fis-enabled=true is asked for.',
  ],
  [
    /:(?:directconnect:.*:dxvif|dynamodb:.*:table|ecs:.*:(?:cluster|task)|eks:.*:(?:cluster|nodegroup)|kinesis:.*:stream)\/\*$/,
    'Only tags of a run, and only on what carries resilience:fis-enabled=true.',
  ],
  [/:elasticache:.*:replicationgroup:\*$/, 'Only tags of a run, and only on what carries resilience:fis-enabled=true.'],
  [
    /:globalaccelerator:.*:accelerator\/\*\/listener\/\*\/endpoint-group\/\*$/,
    'Targets are not known beforehand: resilience:fis-enabled=true is asked for.',
  ],
  [
    /:route53:::(?:hostedzone|healthcheck|change)\/\*$/,
    'IAM knows no tags of them: the tag is looked at before; of records only addresses and aliases are let.',
  ],
  [
    /:route53-recovery-control:.*:controlpanel\/\*\/routingcontrol\/\*$/,
    'The configuration opts a cluster in by its endpoints; safety rules may not be overridden.',
  ],
  [
    /:ec2:.*:network-acl\/\*$/,
    'Made, changed and deleted only as managed by FIS; associated only with opted-in subnets.',
  ],
  [/:ec2:.*:vpc\/\*$/, 'The other side of making a network ACL, which must carry the tag of FIS.'],
  [
    /:rds:.*:(?:cluster|db|global-cluster):\*$/,
    'Targets are not known beforehand: resilience:fis-enabled=true is asked for.',
  ],
  [/:lambda:.*:function:\*$/, 'Targets are not known beforehand: resilience:fis-enabled=true is asked for.'],
  [/:s3:::.+\/\*$/, 'The folder that the FIS extension for Lambda reads; FIS names the objects in it.'],
  [/:kms:.*:key\/\*$/, 'Keys of volumes are not known beforehand: only through EC2, only for its own use.'],
  [/:scheduler:.*:schedule\/squall-[a-z0-9-]+-deadlines\/\*$/, 'Deadlines are named after runs, in a group of ours.'],
  [/:scheduler:.*:schedule\/squall-[a-z0-9-]+-kills\/\*$/, 'Kills are named after runs, in a group of ours.'],
  [/:ssm:.*:parameter\/squall\/[a-z0-9-]+\/requests\/\*$/, 'Each fault on requests is a parameter below this path.'],
  [/:ssm:.*:parameter\/squall\/[a-z0-9-]+\/kill-switches\/\*$/, 'Each raised switch is a parameter below this path.'],
  [
    /:(?:logs|lambda):.*squall-[a-z0-9-]+-\*$/,
    'In the boundary, which grants nothing: functions of ours and their logs.',
  ],
  [/^<.+\.Arn>:\*$/, 'Versions of one function of ours, as CDK grants them.'],
];

/** What FIS acts as is compiled from the catalogue, which says of each need what holds it. */
const compiled =
  'Held to resilience:fis-enabled=true and the tags of the targets, or to what the catalogue says instead.';

interface Statement {
  readonly Resource?: unknown;
}

/** Once everything of the scope stands. */
export function explainWildcards(scope: IConstruct): void {
  for (const construct of scope.node.findAll())
    for (const { Resource } of statementsIn(construct))
      for (const resource of Array.isArray(Resource) ? Resource : [Resource]) {
        const text = flat(resource);
        const reason = isCompiled(construct) ? compiled : explained.find(([pattern]) => pattern.test(text))?.[1];
        if (reason !== undefined) acknowledge(construct, { [`IAM5[Resource::${text}]`]: reason });
      }
}

const isCompiled = ({ node }: IConstruct): boolean => node.scopes.some((each) => each instanceof FaultRoles);

function statementsIn(construct: IConstruct): readonly Statement[] {
  const documents =
    construct instanceof CfnRole
      ? Stack.of(construct)
          .resolve(construct.policies ?? [])
          .map((policy: { policyDocument: unknown }) => policy.policyDocument)
      : construct instanceof CfnPolicy || construct instanceof CfnManagedPolicy
        ? [Stack.of(construct).resolve(construct.policyDocument)]
        : [];
  return documents.flatMap((document: { Statement?: Statement[] }) => document.Statement ?? []);
}

/** As cdk-nag writes it: references in angle brackets. */
function flat(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(flat).join('');
  const [[name, of] = ['', '']] = Object.entries(value ?? {});
  if (name === 'Fn::Join') return flat((of as unknown[])[1]);
  if (name === 'Ref') return `<${of}>`;
  if (name === 'Fn::GetAtt') return `<${(of as string[]).join('.')}>`;
  return flat(of);
}

/**
 * IAM's policy simulator, which moto has not: the policies are those that moto holds for the
 * role, and requests and answers are held against botocore's model of IAM.
 */
import type { IncomingMessage } from 'node:http';
import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { type Call, decide, type Rule } from '../stacks/allowed.ts';
import { serviceModel } from './botocore-model.ts';
import { settings } from './fleet.ts';
import type { Reply } from './passing-on.ts';
import { recordAnswer } from './recorded-calls.ts';
import { violate } from './violations.ts';

interface Policies {
  readonly own: readonly Rule[];
  /** Undefined: the role has no boundary. */
  readonly boundary: readonly Rule[] | undefined;
}

const operation = 'SimulatePrincipalPolicy';

/** @returns undefined for any other call. @param upstream moto */
export async function simulatedPolicy(
  request: IncomingMessage,
  sent: Buffer,
  upstream: string,
): Promise<Reply | undefined> {
  const [, accessKeyId, service] =
    /Credential=([^/]+)\/\d{8}\/[^/]*\/([^/]+)\/aws4_request/.exec(request.headers.authorization ?? '') ?? [];
  const form = new URLSearchParams(service === 'iam' ? sent.toString() : '');
  if (form.get('Action') !== operation) return undefined;
  const model = serviceModel('iam');
  const asked = read(form);
  violate(...model.problemsOf(operation, 'input', asked));
  const credentials = { accessKeyId: accessKeyId!, secretAccessKey: 'of no account' };
  const policies = await policiesOf(new IAMClient({ ...settings(upstream), credentials }), asked.PolicySourceArn);
  recordAnswer(request, { by: 'policy-simulator', service: 'iam', operation, status: policies ? 200 : 404 });
  if (!policies) return reply(404, missing(asked.PolicySourceArn));
  const output = { EvaluationResults: asked.ActionNames.map((action) => evaluated(action, asked, policies)) };
  violate(...model.problemsOf(operation, 'output', { ...output, IsTruncated: false }));
  return reply(200, answer(output.EvaluationResults));
}

interface Asked {
  readonly PolicySourceArn: string;
  readonly ActionNames: readonly string[];
  readonly ResourceArns: readonly string[];
  readonly ContextEntries: readonly {
    readonly ContextKeyName: string;
    readonly ContextKeyValues: readonly string[];
    readonly ContextKeyType: string;
  }[];
}

function read(form: URLSearchParams): Asked {
  const listed = (name: string) => {
    const values: string[] = [];
    for (let n = 1; form.has(`${name}.member.${n}`); n++) values.push(form.get(`${name}.member.${n}`)!);
    return values;
  };
  const entries = [];
  for (let n = 1; form.has(`ContextEntries.member.${n}.ContextKeyName`); n++) {
    const of = `ContextEntries.member.${n}`;
    entries.push({
      ContextKeyName: form.get(`${of}.ContextKeyName`)!,
      ContextKeyValues: listed(`${of}.ContextKeyValues`),
      ContextKeyType: form.get(`${of}.ContextKeyType`)!,
    });
  }
  return {
    PolicySourceArn: form.get('PolicySourceArn') ?? '',
    ActionNames: listed('ActionNames'),
    ResourceArns: listed('ResourceArns'),
    ContextEntries: entries,
    ...(form.has('MaxItems') && { MaxItems: Number(form.get('MaxItems')) }),
  };
}

/** Undefined where the role does not exist. */
async function policiesOf(iam: IAMClient, arn: string): Promise<Policies | undefined> {
  const RoleName = arn.slice(arn.lastIndexOf('/') + 1);
  const role = await iam.send(new GetRoleCommand({ RoleName })).catch(() => undefined);
  if (!role) return undefined;
  const managed = async (PolicyArn: string) => {
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
    const version = { PolicyArn, VersionId: Policy?.DefaultVersionId };
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand(version));
    return rulesIn(PolicyVersion?.Document);
  };
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const inline = await Promise.all(
    PolicyNames.map(async (PolicyName) => {
      const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      return rulesIn(PolicyDocument);
    }),
  );
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  const attached = await Promise.all(AttachedPolicies.map(({ PolicyArn = '' }) => managed(PolicyArn)));
  const boundary = role.Role?.PermissionsBoundary?.PermissionsBoundaryArn;
  return { own: [...inline, ...attached].flat(), boundary: boundary ? await managed(boundary) : undefined };
}

interface Raw {
  readonly Effect: Rule['effect'];
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Rule['condition'];
}

/** @param document as IAM gives it: JSON in percent signs */
function rulesIn(document = ''): readonly Rule[] {
  const { Statement } = JSON.parse(decodeURIComponent(document)) as { readonly Statement: Raw | readonly Raw[] };
  return [Statement].flat().map(({ Effect, Action = [], Resource = [], Condition = {} }) => ({
    effect: Effect,
    actions: [Action].flat(),
    resources: [Resource].flat(),
    condition: Condition,
  }));
}

/** One for each action, with a part for each resource: as IAM answers since it was changed to. */
function evaluated(action: string, { ResourceArns, ContextEntries }: Asked, { own, boundary }: Policies) {
  const context = Object.fromEntries(
    ContextEntries.map(({ ContextKeyName, ContextKeyValues }) => [ContextKeyName, ContextKeyValues]),
  );
  const parts = ResourceArns.map((resource) => {
    const call: Call = { action, resource, context };
    const { decision, missing: MissingContextValues } = decide(own, call);
    const within = boundary === undefined || decide(boundary, call).decision === 'allowed';
    return {
      EvalResourceName: resource,
      EvalResourceDecision: decision === 'allowed' && !within ? ('implicitDeny' as const) : decision,
      MissingContextValues,
      ...(boundary && { PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: within } }),
    };
  });
  const strictest = (['explicitDeny', 'implicitDeny'] as const).find((each) =>
    parts.some(({ EvalResourceDecision }) => EvalResourceDecision === each),
  );
  return {
    EvalActionName: action,
    EvalResourceName: ResourceArns.length === 1 ? ResourceArns[0]! : '*',
    EvalDecision: strictest ?? ('allowed' as const),
    ResourceSpecificResults: parts,
  };
}

const reply = (status: number, body: string): Reply => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: Buffer.from(body),
});

/** IAM's XML of any value of these. */
const xml = (value: unknown): string =>
  Array.isArray(value)
    ? value.map((each) => `<member>${xml(each)}</member>`).join('')
    : typeof value === 'object' && value !== null
      ? Object.entries(value)
          .map(([key, each]) => `<${key}>${xml(each)}</${key}>`)
          .join('')
      : String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const answer = (results: readonly object[]): string =>
  `<SimulatePrincipalPolicyResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><SimulatePrincipalPolicyResult><IsTruncated>false</IsTruncated><EvaluationResults>${xml(results)}</EvaluationResults></SimulatePrincipalPolicyResult><ResponseMetadata><RequestId>0</RequestId></ResponseMetadata></SimulatePrincipalPolicyResponse>`;

const missing = (arn: string): string =>
  `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>NoSuchEntity</Code><Message>${xml(arn)} cannot be found</Message></Error><RequestId>0</RequestId></ErrorResponse>`;

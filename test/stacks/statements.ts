/** What the policies of a template allow, flat enough to judge. */
import { flat } from './flat.ts';
import type { Template } from './synthesized.ts';

export interface Statement {
  /** `role squall-staging-inject`, `boundary squall-staging-boundary` */
  readonly of: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Something that the reader does not know: NotAction, NotResource. */
  readonly odd: readonly string[];
}

interface Raw {
  readonly Effect: string;
  readonly Action?: string | string[];
  readonly Resource?: unknown;
  readonly Condition?: Statement['condition'];
}

const listed = <T>(value: T | T[] | undefined): T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

export function statementsIn(template: Template): readonly Statement[] {
  return Object.entries(template.Resources).flatMap(([id, { Type, Properties }]) => {
    if (Type === 'AWS::IAM::Role')
      return listed(Properties.Policies).flatMap((policy) =>
        read(`role ${name(Properties.RoleName, id)}`, policy.PolicyDocument, template),
      );
    if (Type === 'AWS::IAM::Policy') return read(`policy ${id}`, Properties.PolicyDocument, template);
    if (Type === 'AWS::IAM::ManagedPolicy')
      return read(managed(Properties.ManagedPolicyName), Properties.PolicyDocument, template);
    return [];
  });
}

/** Parts of what a role is granted are numbered after it; whatever else is managed is a boundary. */
const managed = (policy: string): string =>
  /-\d+$/.test(policy) ? `role ${policy.replace(/-\d+$/, '')}` : `boundary ${policy}`;

const name = (given: unknown, id: string): string => (typeof given === 'string' ? given : id);

function read(of: string, document: { Statement: Raw[] }, template: Template): readonly Statement[] {
  return document.Statement.filter(({ Effect }) => Effect === 'Allow').map((raw) => ({
    of,
    actions: listed(raw.Action),
    resources: listed(raw.Resource).map((resource) => flat(resource, template)),
    condition: conditionsOf(raw.Condition ?? {}, template),
    odd: Object.keys(raw).filter((key) => !['Sid', 'Effect', 'Action', 'Resource', 'Condition'].includes(key)),
  }));
}

/** A value that the template makes of parts is read as what comes of them. */
const conditionsOf = (given: Statement['condition'], template: Template): Statement['condition'] =>
  Object.fromEntries(
    Object.entries(given).map(([operator, keys]) => [
      operator,
      Object.fromEntries(
        Object.entries(keys).map(([key, value]) => [
          key,
          Array.isArray(value) ? value.map((each) => flat(each, template)) : flat(value, template),
        ]),
      ),
    ]),
  );

/** What statements allow, decided as IAM does, as far as policies of the platform go: an operator that is not known here is thrown. */
export interface Rule {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface Call {
  readonly action: string;
  /** ARN, or `*` for a call that knows no resource. */
  readonly resource: string;
  readonly context: Readonly<Record<string, readonly string[]>>;
}

export interface Decision {
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny';
  /** Keys that a condition asked for and the call did not carry. */
  readonly missing: readonly string[];
}

/** `*` and `?`, as IAM has them. */
export function like(pattern: string, text: string, flags = ''): boolean {
  const key = `${flags}/${pattern}`;
  const known = patterns.get(key) ?? compiled(pattern, flags);
  patterns.set(key, known);
  return known.test(text);
}

/** The same few hundred are asked of each resource. */
const patterns = new Map<string, RegExp>();

const compiled = (pattern: string, flags: string): RegExp =>
  new RegExp(
    `^${pattern
      .split(/([*?])/)
      .map((part) => (part === '*' ? '.*' : part === '?' ? '.' : part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')))
      .join('')}$`,
    flags,
  );

export function decide(rules: readonly Rule[], call: Call): Decision {
  const missing = new Set<string>();
  const fits = ({ actions, resources, condition }: Rule): boolean => {
    if (!actions.some((action) => like(action, call.action, 'i'))) return false;
    if (!resources.some((resource) => like(resource, call.resource))) return false;
    return Object.entries(condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, wanted]) => {
        if (operator !== 'Null' && call.context[key] === undefined) missing.add(key);
        return holds(operator, [wanted].flat().map(String), call.context[key]);
      }),
    );
  };
  const fitting = rules.filter(fits);
  const decision = fitting.some(({ effect }) => effect === 'Deny')
    ? 'explicitDeny'
    : fitting.length > 0
      ? 'allowed'
      : 'implicitDeny';
  return { decision, missing: decision === 'implicitDeny' ? [...missing].sort() : [] };
}

const compare: Readonly<Record<string, (wanted: string, value: string) => boolean>> = {
  StringEquals: (wanted, value) => wanted === value,
  StringLike: like,
  ArnEquals: like,
  ArnLike: like,
  Bool: (wanted, value) => wanted.toLowerCase() === value.toLowerCase(),
};

/** Several wanted values are any of them; `ForAllValues` holds of a key that is not there, as IAM has it. */
function holds(operator: string, wanted: readonly string[], values: readonly string[] | undefined): boolean {
  const [, each, name = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  if (name === 'Null') return wanted.includes(String(values === undefined));
  const test = compare[name];
  if (!test) throw new Error(`the condition operator ${operator} is not known here`);
  if (values === undefined) return each === 'ForAllValues' || ifExists !== undefined;
  const fits = (value: string) => wanted.some((one) => test(one, value));
  return each === 'ForAllValues' ? values.every(fits) : values.some(fits);
}

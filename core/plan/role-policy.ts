/** The least that whoever injects an experiment must be allowed: its actions' needs, held to its targets, and no more. */
import type { Experiment } from '../experiment/schema/experiment.ts';
import type { Step, Target } from '../experiment/schema/steps.ts';
import { catalogue, fault } from '../faults/catalogue.ts';
import type { FaultDefinition } from '../faults/definition.ts';
import { isReference } from '../faults/fits.ts';
import type { FaultNeed, NeedPhase } from '../faults/need.ts';
import { filled, open } from '../faults/need-templates.ts';
import { matches } from '../faults/parameter.ts';
import { resourceType } from '../faults/resource-types.ts';
import type { FaultProvider } from '../ports/faults.ts';
import { accountOf, accountsAsked } from '../targets/accounts.ts';
import { optInTag } from '../targets/opt-in-tag.ts';
import { regionOf } from '../targets/places.ts';
import { merged } from './merged-statements.ts';

/**
 * A statement that allows. `{partition}`, `{region}`, `{account}`, `{stage}` and
 * `{lambdaFaults}` are left for whoever knows them.
 */
export interface PolicyStatement {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Operator, key, values. */
  readonly conditions: Conditions;
}

export type Conditions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export interface Asked {
  /** Whose actions. Default: `fis`, whose role is meant. */
  readonly provider?: FaultProvider;
  /** Default: `inject`. */
  readonly phase?: NeedPhase;
  /** Accounts whose targets are meant, `undefined` for those that name none. Missing: all. */
  readonly accounts?: readonly (string | undefined)[];
}

/** Sorted by nothing: in the order of the steps. Empty where the steps need nothing, as `aws:fis:wait` does. */
export function policyOf(
  { steps, targets }: Pick<Experiment, 'steps' | 'targets'>,
  asked: Asked = {},
): readonly PolicyStatement[] {
  const statements = steps.flatMap((step) => {
    if (!isDoneIn(step, { steps, targets }, asked)) return [];
    // What a template asks for is known only when it is planned.
    if (step.fisTemplate !== undefined) return ofAny(asked);
    const definition = fault(step.action ?? '');
    return definition ? statementsOf(definition, asked, step, targets) : [];
  });
  return merged(statements);
}

/** Of whoever may have to do any action of the provider: on all of a type, whatever a step may say. */
export const policyOfAny = (asked: Omit<Asked, 'accounts'>): readonly PolicyStatement[] => merged(ofAny(asked));

const ofAny = (asked: Asked): readonly PolicyStatement[] => catalogue.flatMap((each) => statementsOf(each, asked));

/**
 * Whether a step of the experiment acts in one of the accounts. One without targets acts where
 * the others of its wave do, and alone in the platform's own.
 */
export const actsIn = (
  experiment: Pick<Experiment, 'steps' | 'targets'>,
  accounts: NonNullable<Asked['accounts']>,
): boolean => experiment.steps.some((step) => isDoneIn(step, experiment, { accounts }));

/**
 * Regions that the targets of its steps name in these accounts, each once: `undefined` for a target
 * that names none and is looked for in the platform's own, `any` for what a parameter decides.
 */
export function regionsNamed(
  { steps, targets }: Pick<Experiment, 'steps' | 'targets'>,
  accounts: NonNullable<Asked['accounts']>,
): readonly (string | undefined)[] {
  const used = new Set(steps.flatMap((step) => Object.values(step.targets ?? {})));
  const named = [...used].flatMap((name) => {
    const where = targets[name]?.where;
    if (!where) return [];
    if (!accountsAsked(where).some((account) => isReference(account) || accounts.includes(account))) return [];
    const own = where.region === undefined ? (where.ids ?? []).map(regionOf) : [where.region];
    return (own.length > 0 ? own : [undefined]).map((region) => (isReference(region) ? anyRegion : region));
  });
  // What a template asks for, and a step without targets, is of the platform's own.
  const home = steps.some((step) => Object.keys(step.targets ?? {}).length === 0);
  return [...new Set(home || named.length === 0 ? [...named, undefined] : named)];
}

/** A parameter of the experiment decides. */
export const anyRegion = 'any';

function isDoneIn(step: Step, { steps, targets }: Pick<Experiment, 'steps' | 'targets'>, { accounts }: Asked): boolean {
  if (!accounts) return true;
  const of = ({ targets: used = {} }: Step) =>
    Object.values(used).flatMap((name) => (targets[name] ? accountsAsked(targets[name].where) : []));
  const own = of(step);
  const named = own.length > 0 ? own : [undefined, ...steps.flatMap(of)];
  return named.some((account) => isReference(account) || accounts.includes(account));
}

function statementsOf(
  definition: FaultDefinition,
  { provider = 'fis', phase = 'inject', accounts }: Asked,
  step?: Step,
  targets: Experiment['targets'] = {},
): readonly PolicyStatement[] {
  if (definition.provider !== provider) return [];
  return definition.needs
    .filter(({ for: phases = ['inject'], when }) => phases.includes(phase) && (!when || mayMatch(when, step)))
    .flatMap((need) => statementOf(need, definition, step, targets, accounts));
}

/** What a parameter of the experiment decides may come to anything. */
function mayMatch(when: NonNullable<FaultNeed['when']>, step: Step | undefined): boolean {
  if (!step) return true;
  return isReference(step.with?.[when.parameter]) ? !('is' in when && when.is === 'absent') : matches(when, step.with);
}

function statementOf(
  need: FaultNeed,
  definition: FaultDefinition,
  step: Step | undefined,
  targets: Experiment['targets'],
  accounts: Asked['accounts'],
): readonly PolicyStatement[] {
  const target = need.target === undefined ? undefined : targets[step?.targets?.[need.target] ?? ''];
  const type = need.target === undefined ? undefined : definition.targets[need.target]?.type;
  const arns = type === undefined ? [] : arnsOf(type, target, accounts);
  const filling = { with: step ? (step.with ?? {}) : undefined, targets: arns };
  const onTarget = need.resources === undefined;
  const resources = onTarget ? arns : need.resources.flatMap((template) => filled(template, filling));
  if (resources.length === 0) return [];
  const held = onTarget ? (typeof need.optIn === 'object' ? {} : tagsOf(target)) : need.optIn === true ? tagsOf() : {};
  const conditions = Object.entries(need.conditions ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(
      ([key, value]) => [operator, key, [value].flat().flatMap((each) => filled(each, filling))] as const,
    ),
  );
  return [
    {
      sid: need.sid,
      actions: need.actions,
      resources: [...new Set(resources)],
      conditions: conditionsOf([
        ...Object.entries(held).map(([key, value]) => ['StringEquals', `aws:ResourceTag/${key}`, [value]] as const),
        ...conditions,
      ]),
    },
  ];
}

/** Those that the experiment names; else whatever there is of the type. */
function arnsOf(type: string, target: Target | undefined, accounts: Asked['accounts']): readonly string[] {
  const found = resourceType(type);
  if (!found) return [];
  const named = target?.where.ids ?? [];
  if (named.length > 0 && named.every((id) => id.startsWith('arn:')))
    return named.filter((arn) => !accounts || accounts.includes(accountOf(arn))).map(open);
  return [found.arn, ...(found.others ?? [])];
}

const tagsOf = (target?: Target): Readonly<Record<string, string>> => ({
  [optInTag]: 'true',
  ...(target?.where.ids === undefined && target?.where.tags),
});

/** A value of which a part is not known is compared as a pattern. */
function conditionsOf(
  entries: readonly (readonly [operator: string, key: string, values: readonly string[]])[],
): Conditions {
  const conditions: Record<string, Record<string, readonly string[]>> = {};
  for (const [operator, key, values] of entries) {
    const written = values.map(open);
    const pattern = operator.endsWith('StringEquals') && written.some((value) => value.includes('*'));
    const by = pattern ? operator.replace('StringEquals', 'StringLike') : operator;
    conditions[by] = { ...conditions[by], [key]: written };
  }
  return conditions;
}

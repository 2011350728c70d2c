/** What whoever injects a plan must be allowed to do: the needs of its actions, on the targets that were chosen. */
import { fault } from '../faults/catalogue.ts';
import type { FaultNeed } from '../faults/need.ts';
import { type Filling, filled } from '../faults/need-templates.ts';
import { matches } from '../faults/parameter.ts';
import type { ContextEntry, Permission, PermissionQuestion } from '../ports/permissions.ts';
import type { Resource } from '../ports/resources.ts';
import { optInTag } from '../targets/opt-in-tag.ts';
import { place } from '../targets/places.ts';
import { roleOwnerOf } from './fault-role.ts';
import { deliveryStatements } from './log-delivery.ts';
import type { Plan, PlannedStep } from './plan.ts';
import { startedTogether } from './started-together.ts';

/**
 * One for each provider and place that it acts in, of whoever injects; and after them one of
 * whoever stops and undoes it there: a fault that could not be taken back is not begun. What it
 * asks for twice is in it once.
 */
export function permissionsNeeded(plan: Plan): readonly PermissionQuestion[] {
  return [...questionsOf(plan, 'inject'), ...questionsOf(plan, 'undo')];
}

function questionsOf(plan: Plan, phase: PermissionQuestion['phase']): readonly PermissionQuestion[] {
  const resources = new Map(
    plan.targets.flatMap(({ matched, reached = [] }) =>
      [...matched, ...reached].map((each) => [each.id, each] as const),
    ),
  );
  const keys = tagsAsked(plan);
  const questions = new Map<string, { question: Omit<PermissionQuestion, 'permissions'>; asked: Permission[] }>();
  const placed = startedTogether(plan.steps).flatMap(({ account, region, steps }) =>
    steps.map((step) => ({ where: place(account, region), step })),
  );
  for (const { where, step } of placed) {
    const permissions = [
      ...needsOf(step, phase).flatMap((need) => permissionsOf(need, step, resources, keys)),
      ...(phase === 'inject' ? deliveryOf(step, plan) : stopOf(step)),
    ];
    if (permissions.length === 0) continue;
    const { provider } = step;
    const experiment = roleOwnerOf(plan.definition);
    const question = { provider, phase, experiment, ...where };
    const key = JSON.stringify(question);
    const known = questions.get(key) ?? { question, asked: [] };
    known.asked.push(...permissions);
    questions.set(key, known);
  }
  return [...questions.values()].map(({ question, asked }) => ({ ...question, permissions: merged(asked) }));
}

function needsOf(
  { action, parameters, provider, undo }: PlannedStep,
  phase: PermissionQuestion['phase'],
): readonly FaultNeed[] {
  // What FIS leaves and nobody undoes asks for nothing; our own are stopped all the same.
  if (phase === 'undo' && provider === 'fis' && undo.by !== 'us') return [];
  return (fault(action)?.needs ?? []).filter(
    ({ for: phases = ['inject'], when }) => phases.includes(phase) && (!when || matches(when, parameters)),
  );
}

/** An experiment of FIS's is stopped by its id, which nobody knows yet, and by the mark of its run. */
const stopOf = ({ provider }: PlannedStep): readonly Permission[] =>
  provider === 'fis'
    ? [
        {
          actions: ['fis:StopExperiment'],
          resources: ['arn:{partition}:fis:{region}:{account}:experiment/*'],
          context: [{ key: 'aws:ResourceTag/squall:run', values: ['any'], type: 'string' }],
        },
      ]
    : [];

/** FIS starts nothing whose log it cannot deliver. */
const deliveryOf = ({ provider }: PlannedStep, { platform }: Plan): readonly Permission[] =>
  provider === 'fis' && platform?.faultLogs
    ? deliveryStatements(platform.faultLogs).map(({ actions, resources }) => ({ actions, resources, context: [] }))
    : [];

/** Roles may be held to the opt-in tag, and to the tags that targets are chosen by: no other tag of theirs matters. */
const tagsAsked = ({ definition }: Plan): readonly string[] => [
  ...new Set([
    optInTag,
    ...Object.values(definition.targets)
      .flatMap(({ where }) => Object.keys(where.tags ?? {}))
      .sort(),
  ]),
];

function permissionsOf(
  { actions, target, resources: templates = [], conditions = {}, optIn }: FaultNeed,
  step: PlannedStep,
  resources: ReadonlyMap<string, Resource>,
  keys: readonly string[],
): readonly Permission[] {
  // A target beside resources only says what `{targets}` stands for.
  const targets = target === undefined ? [] : (step.targets[target] ?? []);
  const arns = templates.length === 0 ? targets : [];
  const byTags = Map.groupBy(arns, (arn) => JSON.stringify(tagsOf(resources.get(arn), keys)));
  const onTargets = [...byTags].map(([tags, own]) => ({ own, tags: JSON.parse(tags) as ContextEntry[] }));
  const filling = { with: step.parameters, targets };
  const others = templates.flatMap((template) => filled(template, filling));
  // What is not known before it is changed is asked about as if it had opted in: it is refused then where it has not.
  const tags: ContextEntry[] =
    optIn === true ? [{ key: `aws:ResourceTag/${optInTag}`, values: ['true'], type: 'string' }] : [];
  const asked = [...onTargets, ...(others.length > 0 ? [{ own: others, tags }] : [])];
  return contextsOf(conditions, filling).flatMap((context) =>
    asked.map(({ own, tags }) => ({ actions, resources: own, context: [...context, ...tags] })),
  );
}

const tagsOf = (resource: Resource | undefined, keys: readonly string[]): readonly ContextEntry[] =>
  keys.flatMap((key) => {
    const value = resource?.tags[key];
    return value === undefined ? [] : [{ key: `aws:ResourceTag/${key}`, values: [value], type: 'string' as const }];
  });

/**
 * The calls as a need describes them carry what its conditions say. `Null: false` says no more
 * than that the key is there, which another condition on it does. A key of one value is asked
 * with each value that the step gives it, since there is a call for each.
 */
function contextsOf(
  conditions: NonNullable<FaultNeed['conditions']>,
  filling: Filling,
): readonly (readonly ContextEntry[])[] {
  let contexts: readonly (readonly ContextEntry[])[] = [[]];
  for (const [operator, keys] of Object.entries(conditions)) {
    if (operator === 'Null') continue;
    const type = typeOf(operator);
    for (const [key, value] of Object.entries(keys)) {
      const values = [value].flat().flatMap((each) => filled(each, filling));
      const calls = type === 'list' ? [values] : values.map((each) => [each]);
      contexts = contexts.flatMap((context) => calls.map((each) => [...context, { key, values: each, type }]));
    }
  }
  return contexts;
}

function typeOf(operator: string): ContextEntry['type'] {
  if (/^For(?:All|Any)/.test(operator)) return 'list';
  if (operator.startsWith('Bool')) return 'boolean';
  return operator.startsWith('Numeric') ? 'number' : 'string';
}

/** Actions that are asked for on the same resources, under the same conditions, are one permission. */
function merged(permissions: readonly Permission[]): readonly Permission[] {
  const groups = Map.groupBy(permissions, ({ resources, context }) => JSON.stringify([resources, context]));
  return [...groups.values()].flatMap((own) => {
    const [first] = own;
    return first ? [{ ...first, actions: [...new Set(own.flatMap(({ actions }) => actions))] }] : [];
  });
}

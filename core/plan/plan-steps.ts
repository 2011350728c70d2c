/** Steps as they will be injected: parameters compiled, targets as ARNs, undo decided. */
import type { Experiment } from '../experiment/schema/experiment.ts';
import type { Step } from '../experiment/schema/steps.ts';
import { wavesOf } from '../experiment/waves.ts';
import { catalogue, fault } from '../faults/catalogue.ts';
import type { FaultDefinition } from '../faults/definition.ts';
import { checkParameters, compileParameters, durationOf } from '../faults/parameters.ts';
import { givenAtMost } from '../faults/standing.ts';
import { undeclaredIrreversible, undoPlanOf } from '../faults/undo.ts';
import { type Refusal, refuse } from '../history/refusal.ts';
import type { Millis } from '../ports/clock.ts';
import { place, regionOf } from '../targets/places.ts';
import { nearest } from '../validation/nearest.ts';
import { leavingAtMost } from './failback.ts';
import { type Lingering, takesAway } from './lingering.ts';
import type { PlannedStep, PlannedTarget } from './plan.ts';
import { withDurations } from './standing-steps.ts';
import { hitParameters } from './target-parameters.ts';

/** The first thing that keeps a step from being planned. Validation finds most of it earlier, with its line in the file. */
export function unplannable(experiment: Experiment): Refusal | undefined {
  for (const step of experiment.steps) {
    const refusal = unplannableStep(step, experiment);
    if (refusal) return refusal;
  }
  return undefined;
}

function unplannableStep(step: Step, { targets }: Experiment): Refusal | undefined {
  if (typeof step.undo === 'object' && 'steps' in step.undo)
    return refuse(
      'not-enforced',
      `step ${step.id} has undo steps, which this version does not run: use undo: auto, or declare irreversible`,
    );
  const output = Object.values(step.with ?? {}).find((value) => /\$\{steps\./.test(String(value)));
  if (output !== undefined)
    return refuse(
      'not-enforced',
      `step ${step.id} uses the output of another step, which this version does not resolve: ${output}`,
    );
  if (step.await) return undefined;
  const definition = fault(step.action ?? '');
  if (!definition) {
    const close = nearest(
      step.action ?? '',
      catalogue.map(({ id }) => id),
    );
    return refuse(
      'actions',
      `step ${step.id} has the unknown action ${step.action ?? 'none'}${close ? `; did you mean ${close}?` : ''}`,
    );
  }
  const given = givenAtMost(definition, step);
  const [problem] = checkParameters(definition, given);
  if (problem)
    return refuse('actions', `step ${step.id}: ${problem.parameter} is ${problem.found}, and takes ${problem.allowed}`);
  for (const [key, { type, optional }] of Object.entries(definition.targets)) {
    const name = step.targets?.[key];
    if (name === undefined && optional) continue;
    const target = name === undefined ? undefined : targets[name];
    if (!target) return refuse('targets', `step ${step.id} needs targets.${key}, of type ${type}`);
    if (target.type !== type)
      return refuse(
        'targets',
        `step ${step.id} needs a target of type ${type} for ${key}, and ${name} is of type ${target.type}`,
      );
  }
  const why = undeclaredIrreversible(definition, { ...step, with: given });
  return why === undefined
    ? undefined
    : refuse('irreversible', `step ${step.id} cannot be undone (${why}): declare undo: { irreversible: "<reason>" }`);
}

/**
 * For an experiment that `unplannable` has nothing against, wave by wave. What waits is no step:
 * `planAwaits` has it. Steps that stand have their durations.
 * @param lingering of movers, as `planLingering` has found it. Default: none
 * @throws an error named `CyclicSteps` when steps wait for each other.
 */
export function planSteps(
  experiment: Experiment,
  targets: readonly PlannedTarget[],
  lingering: Lingering = new Map(),
): readonly PlannedStep[] {
  const chosen = new Map(targets.map((target) => [target.name, target.chosen]));
  const leaving = leavingAtMost([...lingering.values()].map((lingers) => ({ lingers })));
  const steps = new Map(withDurations(experiment, leaving).map((step) => [step.id, step]));
  return wavesOf(experiment.steps).flatMap((ids, wave) =>
    ids.flatMap((id) => {
      const step = steps.get(id);
      const definition = fault(step?.action ?? '');
      const choices = { chosen, targets: experiment.targets, lingers: lingering.get(id) };
      return step && definition ? [planStep(step, definition, wave + 1, choices)] : [];
    }),
  );
}

interface Choices {
  /** By the target's name. */
  readonly chosen: ReadonlyMap<string, readonly string[]>;
  readonly targets: Experiment['targets'];
  readonly lingers: Millis | undefined;
}

function planStep(
  step: Step,
  definition: FaultDefinition,
  wave: number,
  { chosen, targets: declared, lingers }: Choices,
): PlannedStep {
  const named = Object.entries(definition.targets)
    .filter(([key, { optional }]) => !optional || step.targets?.[key] !== undefined)
    .map(([key]) => [key, step.targets?.[key] ?? ''] as const);
  const targets = Object.fromEntries(named.map(([key, name]) => [key, chosen.get(name) ?? []]));
  const parameters = named.flatMap(([key, name]) => {
    const told = declared[name] ? hitParameters(declared[name]) : {};
    return Object.keys(told).length > 0 ? [[key, told] as const] : [];
  });
  const counts = Object.entries(targets).map(([key, ids]) => `${ids.length} × ${definition.targets[key]?.type}`);
  return {
    id: step.id,
    title: step.title ?? definition.summary,
    wave,
    provider: definition.provider,
    action: definition.id,
    parameters: compileParameters(definition, step.with),
    targets,
    ...(parameters.length > 0 && { targetParameters: Object.fromEntries(parameters) }),
    ...placeAsked(
      Object.values(targets).flat(),
      named.map(([, name]) => declared[name]),
    ),
    ...(step.rung !== undefined && { rung: step.rung }),
    ...(step.stands && { stands: true as const }),
    ...(step.moves && { moves: true as const }),
    ...(lingers !== undefined && { lingers }),
    ...(step.moves && takesAway(step) && { serves: true as const }),
    duration: durationOf(definition, step.with),
    undo: undoPlanOf(definition, step),
    changes: `${definition.summary}${counts.length > 0 ? ` (${counts.join(', ')})` : ''}`,
  };
}

/** Buckets and roles tell no Region by their ARN: they are acted on where their target was looked for. */
function placeAsked(
  arns: readonly string[],
  declared: readonly (Experiment['targets'][string] | undefined)[],
): Pick<PlannedStep, 'place'> {
  if (arns.some((arn) => regionOf(arn) !== undefined)) return {};
  const asked = declared.find((each) => each?.where.region !== undefined)?.where;
  return asked ? { place: place(asked.account, asked.region) } : {};
}

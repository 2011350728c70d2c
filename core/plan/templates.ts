/** Templates of the provider in the place of their steps, and the hashes by which a change is noticed. */
import type { Experiment } from '../experiment/schema/experiment.ts';
import type { Step } from '../experiment/schema/steps.ts';
import { predecessors } from '../experiment/waves.ts';
import { type Refusal, refuse } from '../history/refusal.ts';
import type { FaultTemplate } from '../ports/fault-template.ts';
import type { Faults } from '../ports/faults.ts';
import { hashOf } from './hash.ts';
import type { PlannedTarget, PlannedTemplate } from './plan.ts';
import { stepsOf } from './template-steps.ts';

export type WithTemplates =
  | {
      readonly ok: true;
      /** No step of it is a template. */
      readonly experiment: Experiment;
      readonly templates: readonly PlannedTemplate[];
      /** By the target's name, the resources that a template names one by one. */
      readonly named: Readonly<Record<string, readonly string[]>>;
    }
  | { readonly ok: false; readonly refusal: Refusal };

const refused = (why: string): WithTemplates => ({ ok: false, refusal: refuse('fis-template', why) });

/**
 * Each `fisTemplate` is read and becomes the steps that it would take. What comes after it
 * waits for all of them. Changes nothing.
 * @throws what `Faults.template` throws.
 */
export async function withTemplates(experiment: Experiment, faults: Pick<Faults, 'template'>): Promise<WithTemplates> {
  if (!experiment.steps.some(({ fisTemplate }) => fisTemplate !== undefined))
    return { ok: true, experiment, templates: [], named: {} };
  const stopAlarms = experiment.guardrails.stopAlarms ?? [];
  const templates: PlannedTemplate[] = [];
  const targets = { ...experiment.targets };
  const named: Record<string, readonly string[]> = {};
  const byStep = new Map<string, readonly Step[]>();
  for (const [index, step] of experiment.steps.entries()) {
    const id = step.fisTemplate;
    if (id === undefined) {
      byStep.set(step.id, [{ ...step, after: [...predecessors(experiment.steps, index)] }]);
      continue;
    }
    const because = (why: string) => refused(`step ${step.id} runs the template ${id}: ${why}`);
    const answer = await faults.template(id);
    if (!answer.found) return because(answer.why);
    if (stopAlarms.length === 0)
      return because('a template needs a stop condition of the run: name guardrails.stopAlarms');
    const missing = answer.template.stopAlarms.find((alarm) => !stopAlarms.includes(alarm));
    if (missing !== undefined)
      return because(`it stops on the alarm ${missing}, which guardrails.stopAlarms does not name: add it`);
    const made = stepsOf(step, answer.template, predecessors(experiment.steps, index));
    if (!made.ok) return because(made.why);
    const taken = Object.keys(made.targets).find((name) => name in targets);
    if (taken !== undefined) return because(`its target would be called ${taken}, as another one is: rename the step`);
    Object.assign(targets, made.targets);
    Object.assign(named, made.named);
    byStep.set(step.id, made.steps);
    templates.push({
      stepId: step.id,
      id,
      hash: templateHash(answer.template),
      steps: made.steps.map((each) => each.id),
    });
  }
  // A template's own id stays a name to wait for, so that no step may be called by it.
  const ids = [...templates.map(({ stepId }) => stepId), ...[...byStep.values()].flat().map((step) => step.id)];
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined)
    return refused(`a step of a template would be called ${twice}, as another one is: rename the step`);
  return { ok: true, experiment: { ...experiment, targets, steps: waiting(byStep) }, templates, named };
}

/** Whoever waits for a template waits for each of its steps. */
function waiting(byStep: ReadonlyMap<string, readonly Step[]>): Step[] {
  const idsOf = (id: string) => byStep.get(id)?.map((step) => step.id) ?? [id];
  return [...byStep.values()].flat().map((step) => ({ ...step, after: (step.after ?? []).flatMap(idsOf) }));
}

/** Over all that it would do; the run's own role, alarms and tags take the place of its own. */
export const templateHash = (template: FaultTemplate): string => hashOf(template);

/** The first resource that a template names and that was not found, in one sentence. */
export function unresolved(
  named: Readonly<Record<string, readonly string[]>>,
  targets: readonly PlannedTarget[],
): Refusal | undefined {
  for (const { name, matched } of targets) {
    const found = new Set(matched.map(({ id }) => id));
    const lost = named[name]?.find((arn) => !found.has(arn));
    if (lost !== undefined)
      return refuse('fis-template', `${lost}, which the template names for target ${name}, cannot be found`);
  }
  return undefined;
}

/** Why one of the templates is not any more what was planned; undefined when all are. Only of those with such steps. */
export async function changedTemplate(
  templates: readonly PlannedTemplate[],
  stepIds: readonly string[],
  faults: Pick<Faults, 'template'>,
): Promise<string | undefined> {
  for (const { id, hash, steps } of templates) {
    if (!steps.some((step) => stepIds.includes(step))) continue;
    const answer = await faults.template(id);
    if (!answer.found) return `the template ${id} was planned, and now ${answer.why}`;
    if (templateHash(answer.template) !== hash) return `the template ${id} has changed since it was planned`;
  }
  return undefined;
}

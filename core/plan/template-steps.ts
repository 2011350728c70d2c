/** What a template would do, written as steps and targets of our own, so that every guardrail sees it. */
import type { Step, Target } from '../experiment/schema/steps.ts';
import { fault } from '../faults/catalogue.ts';
import { resourceType, zoneParameter } from '../faults/resource-types.ts';
import { undeclaredIrreversible } from '../faults/undo.ts';
import type { FaultTemplate, TemplateAction, TemplateTarget } from '../ports/fault-template.ts';
import { beyondRole } from './beyond-role.ts';

export type TemplateSteps =
  | {
      readonly ok: true;
      readonly steps: readonly Step[];
      readonly targets: Readonly<Record<string, Target>>;
      /** By the name of the target, each resource that the template names: all of them must be found. */
      readonly named: Readonly<Record<string, readonly string[]>>;
    }
  | { readonly ok: false; readonly why: string };

type Refused = Extract<TemplateSteps, { ok: false }>;
const no = (why: string): Refused => ({ ok: false, why });

/**
 * Steps and targets are named after the step and what the template calls them. COUNT and
 * PERCENT are chosen by the run's seed among the healthy ones, as for any target: what
 * would be hit is then known before anything is. Of the step's own `undo`, a declared
 * irreversible is given to the actions that need it.
 * @param after ids of the steps that the template waits for
 */
export function stepsOf(step: Step, template: FaultTemplate, after: readonly string[]): TemplateSteps {
  if (step.targets || step.with)
    return no('the step gives targets or parameters of its own, and a template has its own: take them out');
  if (template.accounts !== 'single-account') return no('it targets several accounts');
  const actions = Object.entries(template.actions);
  if (actions.length === 0) return no('it has no action');
  const ordered = actions.find(([, { after: others }]) => others.length > 0)?.[0];
  if (step.stands && ordered !== undefined)
    return no(
      `the step stands, and its action ${ordered} waits for another to end: write the actions as steps of their own`,
    );
  const stepIds = namesFor(step.id, Object.keys(template.actions));
  const used = new Set(actions.flatMap(([, action]) => Object.values(action.targets)));
  const targetNames = namesFor(step.id, [...used]);

  const targets: Record<string, Target> = {};
  const named: Record<string, readonly string[]> = {};
  for (const name of used) {
    const found = template.targets[name];
    const target = found ? targetOf(name, found) : no(`it has no target ${name}`);
    if (!target.ok) return target;
    targets[targetNames.get(name) ?? name] = target.target;
    if (found && found.arns.length > 0) named[targetNames.get(name) ?? name] = found.arns;
  }

  const steps: Step[] = [];
  for (const [name, action] of actions) {
    const made = stepOf(name, action, { step, template, stepIds, targetNames, after });
    if (!made.ok) return made;
    steps.push(made.step);
  }
  return { ok: true, steps, targets, named };
}

interface Surroundings {
  readonly step: Step;
  readonly template: FaultTemplate;
  readonly stepIds: ReadonlyMap<string, string>;
  readonly targetNames: ReadonlyMap<string, string>;
  readonly after: readonly string[];
}

function stepOf(
  name: string,
  { action, parameters, targets, after }: TemplateAction,
  { step, template, stepIds, targetNames, after: before }: Surroundings,
): { readonly ok: true; readonly step: Step } | Refused {
  const definition = fault(action);
  if (!definition) return no(`its action ${name} is ${action}, which the catalogue does not know`);
  const unknown = Object.keys(targets).find((key) => definition.targets[key] === undefined);
  if (unknown !== undefined)
    return no(`its action ${name} gives ${action} the target ${unknown}, which it does not take`);
  const beyond = beyondRole(definition, parameters);
  if (beyond)
    return no(
      `its action ${name} needs ${beyond.action} on ${beyond.resource}, which the role of an experiment with a template is never given: write it as a step of its own with the action ${action}, and deploy`,
    );
  const own: Step = {
    id: stepIds.get(name) ?? name,
    title: `${name} of template ${template.id}`,
    action,
    with: { ...parameters },
    targets: Object.fromEntries(Object.entries(targets).map(([key, each]) => [key, targetNames.get(each) ?? each])),
    after: after.length > 0 ? after.map((each) => stepIds.get(each) ?? each) : [...before],
    ...(step.stands && { stands: true }),
    ...(step.moves && { moves: true }),
  };
  const lasting = undeclaredIrreversible(definition, own) !== undefined;
  return { ok: true, step: lasting && step.undo !== undefined ? { ...own, undo: step.undo } : own };
}

/** A target of ours that finds what the template's would, or the reason why there is none. */
export function targetOf(
  name: string,
  { type, arns, tags, filters, parameters, selection }: TemplateTarget,
): { readonly ok: true; readonly target: Target } | Refused {
  const select = selectionOf(selection);
  if (!select) return no(`its target ${name} is selected by ${selection}, which this version does not know`);
  const paths = filters.map(({ path }) => path);
  const twice = paths.find((path, i) => paths.indexOf(path) !== i);
  if (twice !== undefined) return no(`its target ${name} filters by ${twice} twice`);
  const { [zoneParameter]: zone, ...others } = parameters;
  const known = resourceType(type);
  if (!known) return no(`its target ${name} is of type ${type}, which the catalogue does not know`);
  const unknown = Object.keys(parameters).find((each) => !known.parameters.some((one) => one.name === each));
  if (unknown !== undefined)
    return no(`its target ${name} has the parameter ${unknown}, which resources of type ${type} do not take`);
  const chosen = [arns, Object.keys(tags), filters, Object.keys(parameters)].some(({ length }) => length > 0);
  if (!chosen) return no(`its target ${name} says neither ARNs nor tags nor filters`);
  return {
    ok: true,
    target: {
      type,
      where: {
        ...(arns.length > 0 && { ids: [...arns] }),
        ...(Object.keys(tags).length > 0 && { tags: { ...tags } }),
        ...(filters.length > 0 && {
          filters: Object.fromEntries(filters.map(({ path, values }) => [path, [...values]])),
        }),
        ...(zone !== undefined && { zone }),
        ...(Object.keys(others).length > 0 && { parameters: { ...others } }),
      },
      select,
    },
  };
}

function selectionOf(selection: string): Target['select'] {
  if (selection === 'ALL') return { all: true };
  const [, mode, number] = /^(COUNT|PERCENT)\((\d+)\)$/.exec(selection) ?? [];
  if (mode === undefined || Number(number) === 0) return undefined;
  return mode === 'COUNT' ? { count: Number(number) } : { percent: Number(number) };
}

/** Names that our format takes, none twice: at most 63 letters, digits, _ and -. */
function namesFor(stepId: string, names: readonly string[]): ReadonlyMap<string, string> {
  const plain = names.map((name) => `${stepId}-${name.replace(/[^\w-]/g, '-')}`);
  const fit = new Set(plain).size === plain.length && plain.every(({ length }) => length <= 63);
  return new Map(names.map((name, i) => [name, fit ? (plain[i] ?? name) : `${stepId.slice(0, 58)}-${i + 1}`]));
}

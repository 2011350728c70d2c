/** Actions of a template as steps, each with what became of its fields. */
import type { ExperimentTemplateAction } from '@aws-sdk/client-fis';
import type { Step, Target } from '../../../core/experiment/schema/steps.ts';
import { fault } from '../../../core/faults/catalogue.ts';
import { undeclaredIrreversible } from '../../../core/faults/undo.ts';
import type { TemplateAction } from '../../../core/ports/fault-template.ts';
import { type Item, kept, lost, type Question } from '../importer.ts';
import { readParameters } from './parameters.ts';

export interface ReadActions {
  readonly steps: readonly Step[];
  readonly items: readonly Item[];
  readonly questions: readonly Question[];
}

export interface Names {
  readonly targetNames: ReadonlyMap<string, string>;
  readonly stepIds: ReadonlyMap<string, string>;
  /** Those that could be read, by our names. */
  readonly targets: Readonly<Record<string, Target>>;
}

/** In the order of the document. */
export function readActions(
  actions: Readonly<Record<string, TemplateAction>>,
  written: Readonly<Record<string, ExperimentTemplateAction>>,
  names: Names,
): ReadActions {
  const items: Item[] = [];
  const questions: Question[] = [];
  const steps = Object.entries(written).map(([name, { description }], i) => {
    const action = actions[name]!;
    const path = ['actions', name];
    const definition = fault(action.action);
    if (description !== undefined) items.push(kept([...path, 'description']));
    items.push(
      definition
        ? kept([...path, 'actionId'])
        : lost([...path, 'actionId'], `the catalogue knows no action ${action.action}: squall ls faults lists them`),
    );
    const parameters = readParameters(definition, action.parameters, [...path, 'parameters']);
    const targets = targetsOf(name, action, names, items);
    const after = afterOf(name, action, names, items);
    items.push(...parameters.items);
    const step: Step = {
      id: names.stepIds.get(name) ?? name,
      ...(description !== undefined && description !== '' && { title: description.slice(0, 1000) }),
      action: action.action,
      ...(Object.keys(targets).length > 0 && { targets }),
      ...(Object.keys(parameters.with).length > 0 && { with: parameters.with }),
      ...((after.length > 0 || i > 0) && { after }),
    };
    const why = definition && undeclaredIrreversible(definition, step);
    if (why !== undefined)
      questions.push({ path: ['steps', i, 'undo'], ask: `{ irreversible: "<why that is acceptable>" }: ${why}` });
    return step;
  });
  return { steps, items, questions };
}

function targetsOf(name: string, action: TemplateAction, names: Names, items: Item[]): Record<string, string> {
  const taken = fault(action.action)?.targets;
  const targets: Record<string, string> = {};
  for (const [key, target] of Object.entries(action.targets)) {
    const path = ['actions', name, 'targets', key];
    const own = names.targetNames.get(target);
    if (taken && taken[key] === undefined) items.push(lost(path, `${action.action} takes no target ${key}`));
    else if (own === undefined || !names.targets[own]) items.push(lost(path, `there is no target ${target} to be had`));
    else {
      targets[key] = own;
      items.push(kept(path));
    }
  }
  return targets;
}

function afterOf(name: string, action: TemplateAction, { stepIds }: Names, items: Item[]): string[] {
  return action.after.flatMap((before) => {
    const own = stepIds.get(before);
    if (own === undefined) {
      items.push(lost(['actions', name, 'startAfter'], `there is no action ${before} to wait for`));
      return [];
    }
    items.push(kept(['actions', name, 'startAfter']));
    return [own];
  });
}

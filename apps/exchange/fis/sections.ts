/** A template's sections as FIS's own type, whatever the document holds in their place. */
import type { ExperimentTemplate } from '@aws-sdk/client-fis';
import { isObject } from '../../../core/validation/schemas.ts';
import { type Losses, listOf, objectsOf, textOf, textsOf } from './texts.ts';

type Sections = Required<Pick<ExperimentTemplate, 'targets' | 'actions'>> & Pick<ExperimentTemplate, 'description'>;

/** What cannot be read is added to the losses, and left out. */
export function sectionsOf(template: Readonly<Record<string, unknown>>, losses: Losses): Sections {
  const description = textOf(template.description, ['description'], losses);
  return {
    ...(description !== undefined && { description }),
    targets: Object.fromEntries(
      objectsOf(template.targets, ['targets'], losses).map(([name, target]) => [name, targetOf(name, target, losses)]),
    ),
    actions: Object.fromEntries(
      objectsOf(template.actions, ['actions'], losses).map(([name, action]) => [name, actionOf(name, action, losses)]),
    ),
  };
}

function targetOf(
  name: string,
  target: Readonly<Record<string, unknown>>,
  losses: Losses,
): Sections['targets'][string] {
  const path = ['targets', name];
  const filters = Array.isArray(target.filters) ? target.filters.filter(isObject) : [];
  return {
    resourceType: textOf(target.resourceType, [...path, 'resourceType'], losses) ?? '',
    resourceArns: listOf(target.resourceArns, [...path, 'resourceArns'], losses),
    resourceTags: textsOf(target.resourceTags ?? {}, [...path, 'resourceTags'], losses),
    parameters: textsOf(target.parameters ?? {}, [...path, 'parameters'], losses),
    selectionMode: textOf(target.selectionMode, [...path, 'selectionMode'], losses) ?? '',
    filters: filters.map((filter, i) => ({
      path: textOf(filter.path, [...path, 'filters', i, 'path'], losses) ?? '',
      values: listOf(filter.values, [...path, 'filters', i, 'values'], losses),
    })),
  };
}

function actionOf(
  name: string,
  action: Readonly<Record<string, unknown>>,
  losses: Losses,
): Sections['actions'][string] {
  const path = ['actions', name];
  const description = textOf(action.description, [...path, 'description'], losses);
  return {
    actionId: textOf(action.actionId, [...path, 'actionId'], losses) ?? '',
    ...(description !== undefined && { description }),
    parameters: textsOf(action.parameters ?? {}, [...path, 'parameters'], losses),
    targets: textsOf(action.targets ?? {}, [...path, 'targets'], losses),
    startAfter: listOf(action.startAfter, [...path, 'startAfter'], losses),
  };
}

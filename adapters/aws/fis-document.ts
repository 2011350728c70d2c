/** Experiment templates as FIS writes them, read in the platform's words. Pure. */
import type { ExperimentTemplate } from '@aws-sdk/client-fis';
import type { FaultTemplate } from '../../core/ports/fault-template.ts';

/** FIS begins its resource types with `aws:`, as its actions; ours go without. */
export const fisTypeOf = (type: string): string => `aws:${type}`;
export const typeOfFis = (resourceType: string): string => resourceType.replace(/^aws:/, '');

/** @param ours what the ARNs of the platform's own alarms begin with: those go by name. None: every alarm stays as it is. */
export function templateOf(id: string, template: ExperimentTemplate, ours?: string): FaultTemplate {
  const { description = '', targets = {}, actions = {}, stopConditions = [], experimentOptions } = template;
  return {
    id,
    description,
    accounts: experimentOptions?.accountTargeting === 'multi-account' ? 'multi-account' : 'single-account',
    targets: byName(targets, ({ resourceType, resourceArns, resourceTags, filters, parameters, selectionMode }) => ({
      type: typeOfFis(resourceType ?? ''),
      arns: [...(resourceArns ?? [])].sort(),
      tags: byName(resourceTags ?? {}, (value) => value),
      filters: (filters ?? [])
        .map(({ path = '', values = [] }) => ({ path, values: [...values].sort() }))
        .sort((a, b) => (a.path < b.path ? -1 : 1)),
      parameters: byName(parameters ?? {}, (value) => value),
      selection: selectionMode ?? '',
    })),
    actions: byName(actions, ({ actionId, parameters, targets: used, startAfter }) => ({
      action: actionId ?? '',
      parameters: byName(parameters ?? {}, (value) => value),
      targets: byName(used ?? {}, (value) => value),
      after: [...(startAfter ?? [])].sort(),
    })),
    stopAlarms: stopConditions
      .flatMap(({ value }) => value ?? [])
      .map((alarm) => (ours !== undefined && alarm.startsWith(ours) ? alarm.slice(ours.length) : alarm))
      .sort(),
  };
}

/** FIS answers maps in no order. */
const byName = <In, Out>(map: Readonly<Record<string, In>>, of: (each: In) => Out): Record<string, Out> =>
  Object.fromEntries(
    Object.entries(map)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, each]) => [name, of(each)]),
  );

/** FIS templates that others made, read in the platform's words. They are read, and never started. */
import { type ExperimentTemplate, type FisClient, GetExperimentTemplateCommand } from '@aws-sdk/client-fis';
import type { FaultTemplate, TemplateAnswer } from '../../core/ports/fault-template.ts';
import { arn, type Home } from './arns.ts';
import { failureOf, isFailure } from './errors.ts';

/** @throws ServiceFailure, save for a template that does not exist */
export async function readTemplate(client: FisClient, id: string, home: Home): Promise<TemplateAnswer> {
  try {
    const { experimentTemplate } = await client.send(new GetExperimentTemplateCommand({ id }));
    if (experimentTemplate) return { found: true, template: templateOf(id, experimentTemplate, home) };
  } catch (error) {
    const failure = failureOf(error, 'GetExperimentTemplate');
    if (!isFailure(failure, 'NotFound')) throw failure;
  }
  return { found: false, why: `it does not exist in account ${home.account} and Region ${home.region}` };
}

function templateOf(id: string, template: ExperimentTemplate, home: Home): FaultTemplate {
  const { description = '', targets = {}, actions = {}, stopConditions = [], experimentOptions } = template;
  const ours = arn('cloudwatch', home, 'alarm:');
  return {
    id,
    description,
    accounts: experimentOptions?.accountTargeting === 'multi-account' ? 'multi-account' : 'single-account',
    targets: byName(targets, ({ resourceType, resourceArns, resourceTags, filters, parameters, selectionMode }) => ({
      type: resourceType ?? '',
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
      .map((alarm) => (alarm.startsWith(ours) ? alarm.slice(ours.length) : alarm))
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

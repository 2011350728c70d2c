/** Experiment templates of FIS, read and written: the one place that knows both forms. Pure. */
import type { CreateExperimentTemplateCommandInput, ExperimentTemplate } from '@aws-sdk/client-fis';
import type { FaultTemplate, TemplateTarget } from '../../core/ports/fault-template.ts';

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

/** What a template has beside what it would do. */
export interface TemplateFrame {
  readonly roleArn: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly clientToken?: string;
  /** Where FIS writes its own log. Missing: it keeps none. */
  readonly logs?: NonNullable<CreateExperimentTemplateCommandInput['logConfiguration']>;
}

const longestDescription = 512;

/** As `CreateExperimentTemplate` takes it, its stop alarms being ARNs. `templateOf` reads it back. */
export function documentOf(
  template: Omit<FaultTemplate, 'id'>,
  { roleArn, tags, clientToken, logs }: TemplateFrame,
): CreateExperimentTemplateCommandInput {
  const { description, accounts, targets, actions, stopAlarms } = template;
  return {
    ...(clientToken !== undefined && { clientToken }),
    description: description.slice(0, longestDescription),
    roleArn,
    tags: { ...tags },
    stopConditions:
      stopAlarms.length === 0
        ? [{ source: 'none' }]
        : stopAlarms.map((value) => ({ source: 'aws:cloudwatch:alarm', value })),
    experimentOptions: { accountTargeting: accounts, emptyTargetResolutionMode: 'fail' },
    ...(logs && { logConfiguration: logs }),
    targets: Object.fromEntries(Object.entries(targets).map(([name, target]) => [name, documentTarget(target)])),
    actions: Object.fromEntries(
      Object.entries(actions).map(([name, { action, title, parameters, targets: used, after }]) => [
        name,
        {
          actionId: action,
          ...(title !== undefined && { description: title.slice(0, longestDescription) }),
          parameters: { ...parameters },
          ...(Object.keys(used).length > 0 && { targets: { ...used } }),
          ...(after.length > 0 && { startAfter: [...after] }),
        },
      ]),
    ),
  };
}

function documentTarget({ type, arns, tags, filters, parameters, selection }: TemplateTarget) {
  return {
    resourceType: fisTypeOf(type),
    selectionMode: selection,
    ...(arns.length > 0 && { resourceArns: [...arns] }),
    ...(Object.keys(tags).length > 0 && { resourceTags: { ...tags } }),
    ...(filters.length > 0 && { filters: filters.map(({ path, values }) => ({ path, values: [...values] })) }),
    ...(Object.keys(parameters).length > 0 && { parameters: { ...parameters } }),
  };
}

/** FIS answers maps in no order. */
const byName = <In, Out>(map: Readonly<Record<string, In>>, of: (each: In) => Out): Record<string, Out> =>
  Object.fromEntries(
    Object.entries(map)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, each]) => [name, of(each)]),
  );

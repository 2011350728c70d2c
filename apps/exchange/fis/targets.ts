/** Targets of a template as ours, each with what became of its fields. */
import type { ExperimentTemplateTarget } from '@aws-sdk/client-fis';
import type { Target } from '../../../core/experiment/schema/steps.ts';
import { targetOf } from '../../../core/plan/template-steps.ts';
import type { TemplateTarget } from '../../../core/ports/fault-template.ts';
import { type Item, kept, lost } from '../importer.ts';

export interface ReadTargets {
  /** By our names. */
  readonly targets: Readonly<Record<string, Target>>;
  readonly items: readonly Item[];
}

const fields = ['resourceType', 'resourceArns', 'resourceTags', 'filters', 'parameters', 'selectionMode'];

/** @param written as the document has them: fields that are not there have no item */
export function readTargets(
  targets: Readonly<Record<string, TemplateTarget>>,
  written: Readonly<Record<string, ExperimentTemplateTarget>>,
  names: ReadonlyMap<string, string>,
): ReadTargets {
  const items: Item[] = [];
  const made: Record<string, Target> = {};
  for (const [name, target] of Object.entries(targets)) {
    const path = ['targets', name];
    const read = targetOf(name, target);
    if (!read.ok) {
      items.push(lost(path, read.why));
      continue;
    }
    made[names.get(name) ?? name] = read.target;
    const there = written[name] as Readonly<Record<string, unknown>> | undefined;
    for (const field of fields) if (there?.[field] !== undefined) items.push(kept([...path, field]));
  }
  return { targets: made, items };
}

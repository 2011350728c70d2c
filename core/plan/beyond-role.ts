/**
 * What a template's action would need that no role of ours can have been given: the role is
 * made when the experiment is deployed, and what a template names is known when it is planned.
 */
import type { FaultDefinition } from '../faults/definition.ts';
import { filled } from '../faults/need-templates.ts';
import { matches } from '../faults/parameter.ts';

export interface Beyond {
  /** The first call that would be refused. */
  readonly action: string;
  readonly resource: string;
}

/** What a step names itself. All else in a need is of every step alike, or left open. */
const named = ['{document}', '{automation}', '{automationRole}'];

/** @param parameters as the template has them */
export function beyondRole(
  { needs }: Pick<FaultDefinition, 'needs'>,
  parameters: Readonly<Record<string, string>>,
): Beyond | undefined {
  for (const { actions, resources = [], when, for: phases = ['inject'] } of needs) {
    if (!phases.includes('inject') || (when && !matches(when, parameters))) continue;
    for (const template of resources.filter((each) => named.includes(each))) {
      const granted = filled(template, { with: undefined, targets: [] }).map(placeless);
      const resource = filled(template, { with: parameters, targets: [] }).find(
        (arn) => !granted.includes(placeless(arn)),
      );
      const [action] = actions;
      if (resource !== undefined && action !== undefined) return { action, resource };
    }
  }
  return undefined;
}

/** Partition and Region are the platform's, written out or not. */
const placeless = (arn: string): string => arn.replace(/^arn:[^:]*:(\w+):[^:]*:/, 'arn:$1:');

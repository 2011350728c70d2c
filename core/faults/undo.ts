/** Who undoes a step, by the catalogue and by what the step declares. */
import type { Step } from '../experiment/schema/steps.ts';
import type { UndoPlan } from '../history/ledger.ts';
import type { FaultDefinition, UndoRule } from './definition.ts';
import { matches } from './parameter.ts';

type UndoableStep = Pick<Step, 'with' | 'undo'>;

/**
 * A step that declares itself irreversible is left to nobody, even where we could
 * undo it: an instance stopped for good, say, which its group replaces. Where only a part
 * of it is lost for good, the rest is put back all the same.
 */
export function undoPlanOf(definition: FaultDefinition, step: UndoableStep): UndoPlan {
  const rule = ruleOf(definition, step);
  if (typeof step.undo === 'object' && 'irreversible' in step.undo) {
    const reason = step.undo.irreversible;
    return rule.by === 'us' && rule.loses !== undefined
      ? { by: 'us', how: rule.how, loses: reason }
      : { by: 'nobody', reason };
  }
  return rule.by === 'nobody' ? { by: 'nobody', reason: rule.why } : { by: rule.by, how: rule.how };
}

/** Why the step must declare `undo: { irreversible: … }`, when it must and does not. */
export function undeclaredIrreversible(definition: FaultDefinition, step: UndoableStep): string | undefined {
  if (typeof step.undo === 'object' && 'irreversible' in step.undo) return undefined;
  const rule = ruleOf(definition, step);
  if (rule.by === 'us') return rule.loses;
  return rule.by === 'nobody' ? rule.why : undefined;
}

function ruleOf(definition: FaultDefinition, step: UndoableStep): UndoRule {
  const rule = definition.undo.find(({ when }) => !when || matches(when, step.with));
  return rule ?? { by: 'nobody', why: `the catalogue knows no undo of ${definition.id}` };
}

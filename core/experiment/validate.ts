/** Is this an experiment? Shape first, then what its fields say about each other. */
import { checkKind } from '../validation/kind.ts';
import { inFileOrder } from '../validation/order.ts';
import type { Problem } from '../validation/problem.ts';
import { checkShape } from '../validation/shape.ts';
import { rules } from './rules/index.ts';
import { type Experiment, experiment } from './schema/experiment.ts';

export type ValidExperiment =
  | { readonly ok: true; readonly experiment: Experiment }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** All problems at once, in the order of the file. Changes nothing, and looks at nothing but the value. */
export function validateExperiment(value: unknown): ValidExperiment {
  const wrongKind = checkKind('Experiment', value);
  if (wrongKind) return { ok: false, problems: [wrongKind] };
  const shape = checkShape(experiment, value);
  if (!shape.ok) return shape;
  const problems = rules.flatMap((rule) => [...rule(shape.value)]);
  return problems.length === 0
    ? { ok: true, experiment: shape.value }
    : { ok: false, problems: inFileOrder(problems, value) };
}

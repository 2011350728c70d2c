/** Is this a drill? Shape first, then what its fields say about each other, then the experiment that it becomes. */
import type { Experiment } from '../experiment/schema/experiment.ts';
import { validateExperiment } from '../experiment/validate.ts';
import { checkKind } from '../validation/kind.ts';
import { inFileOrder } from '../validation/order.ts';
import { type Problem, problem } from '../validation/problem.ts';
import { checkShape } from '../validation/shape.ts';
import { experimentOf } from './experiment-of.ts';
import { placeIn } from './place-in.ts';
import { rules } from './rules/index.ts';
import { type Drill, drill } from './schema/drill.ts';

export type ValidDrill =
  | { readonly ok: true; readonly drill: Drill; readonly experiment: Experiment }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** All problems at once, in the order of the file. */
export function validateDrill(value: unknown): ValidDrill {
  const wrongKind = checkKind('Drill', value);
  if (wrongKind) return { ok: false, problems: [wrongKind] };
  const shape = checkShape(drill, value);
  if (!shape.ok) return shape;
  const own = rules.flatMap((rule) => [...rule(shape.value)]);
  const said = new Set(own.map(({ path }) => JSON.stringify(path)));
  const experiment = experimentOf(shape.value);
  const checked = validateExperiment(experiment);
  const others = checked.ok ? [] : checked.problems.map((each) => moved(each, shape.value));
  const problems = [...own, ...others.filter(({ path }) => !said.has(JSON.stringify(path)))];
  return problems.length === 0
    ? { ok: true, drill: shape.value, experiment }
    : { ok: false, problems: inFileOrder(problems, value) };
}

/** What was found in the experiment, said where the drill's own file says it. */
export const moved = ({ path, found, allowed, nearest, at }: Problem, of: Drill): Problem =>
  problem(placeIn(of, path), { found, allowed, nearest, ...(at && { at }) });

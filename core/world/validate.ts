/** Is this a world? Shape first, then what its fields say about each other. */
import { checkKind } from '../validation/kind.ts';
import { inFileOrder } from '../validation/order.ts';
import type { Problem } from '../validation/problem.ts';
import { checkShape } from '../validation/shape.ts';
import { rules } from './rules/index.ts';
import { type World, world } from './schema.ts';

export type ValidWorld =
  | { readonly ok: true; readonly world: World }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** All problems at once, in the order of the file. */
export function validateWorld(value: unknown): ValidWorld {
  const wrongKind = checkKind('World', value);
  if (wrongKind) return { ok: false, problems: [wrongKind] };
  const shape = checkShape(world, value);
  if (!shape.ok) return shape;
  const problems = rules.flatMap((rule) => [...rule(shape.value)]);
  return problems.length === 0
    ? { ok: true, world: shape.value }
    : { ok: false, problems: inFileOrder(problems, value) };
}

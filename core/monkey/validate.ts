/** Is this a monkey? Shape first, then what its fields say about each other, then the experiments that come of it. */
import { checkKind } from '../validation/kind.ts';
import { inFileOrder } from '../validation/order.ts';
import type { Problem } from '../validation/problem.ts';
import { checkShape } from '../validation/shape.ts';
import { experiments } from './rules/experiments.ts';
import { rules } from './rules/index.ts';
import { type MonkeyDefinition, monkey } from './schema/monkey.ts';

export type ValidMonkey =
  | { readonly ok: true; readonly monkey: MonkeyDefinition }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** All problems at once, in the order of the file. */
export function validateMonkey(value: unknown): ValidMonkey {
  const wrongKind = checkKind('Monkey', value);
  if (wrongKind) return { ok: false, problems: [wrongKind] };
  const shape = checkShape(monkey, value);
  if (!shape.ok) return shape;
  const own = rules.flatMap((rule) => [...rule(shape.value)]);
  const said = new Set(own.map(({ path }) => JSON.stringify(path)));
  const problems = [...own, ...experiments(shape.value).filter(({ path }) => !said.has(JSON.stringify(path)))];
  return problems.length === 0
    ? { ok: true, monkey: shape.value }
    : { ok: false, problems: inFileOrder(problems, value) };
}

/** Ids stand for one thing each. */
import { duplicates } from '../../validation/duplicates.ts';
import type { Rule } from './rule.ts';

export const unique: Rule = function* ({ hypothesis, steps, guardrails }) {
  yield* duplicates(hypothesis.probes.map(({ id }, i) => [id, ['hypothesis', 'probes', i, 'id']]));
  yield* duplicates(steps.map(({ id }, i) => [id, ['steps', i, 'id']]));
  yield* duplicates((guardrails.stopAlarms ?? []).map((name, i) => [name, ['guardrails', 'stopAlarms', i]]));
  yield* duplicates((guardrails.blackouts ?? []).map(({ name }, i) => [name, ['guardrails', 'blackouts', i, 'name']]));
  for (const [i, { after = [] }] of steps.entries())
    yield* duplicates(after.map((id, n) => [id, ['steps', i, 'after', n]]));
};

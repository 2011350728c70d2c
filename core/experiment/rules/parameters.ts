/** Parameters are declared so that a default can be taken. */
import { describeFound } from '../../validation/found.ts';
import { type Problem, problem } from '../../validation/problem.ts';
import { misfitOf, rangeOf } from '../parameter-values.ts';
import { referencePattern } from '../schema/scalars.ts';
import type { Parameter } from '../schema/steps.ts';
import type { Rule } from './rule.ts';

export const parameters: Rule = function* ({ parameters: declared }) {
  for (const [name, parameter] of Object.entries(declared ?? {})) yield* problemsOfParameter(name, parameter);
};

function* problemsOfParameter(name: string, parameter: Parameter): Iterable<Problem> {
  const path = ['parameters', name];
  const bounds = ['min', 'max', 'default'].filter((key) =>
    referencePattern.test(String((parameter as Record<string, unknown>)[key])),
  );
  // Where references may stand is another rule's subject; here they only cannot be compared.
  if (bounds.length > 0) return;
  const { low, high } = rangeOf(parameter);
  if (low !== undefined && high !== undefined && low > high)
    yield problem([...path, 'min'], {
      found: `${describeFound('min' in parameter ? parameter.min : undefined)}, more than max`,
      allowed: `at most ${'max' in parameter ? parameter.max : ''}`,
    });
  else if (parameter.default !== undefined && parameter.default !== 'random') {
    const allowed = misfitOf(parameter, parameter.default, []);
    if (allowed) yield problem([...path, 'default'], { found: describeFound(parameter.default, [name]), ...allowed });
  } else if (parameter.default === 'random' && parameter.type !== 'zone' && parameter.type !== 'string')
    yield problem([...path, 'default'], {
      found: describeFound(parameter.default),
      allowed: `a ${parameter.type}: only a zone can be chosen at random`,
    });
  if (parameter.type === 'zone' && parameter.draw !== undefined && parameter.default !== 'random')
    yield problem([...path, 'draw'], {
      found: `${describeFound(parameter.draw)}, of a zone that is not drawn`,
      allowed: 'default: random beside it',
    });
}

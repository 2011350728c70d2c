/** Rule 5 of the format: every reference names something, where references may stand. */

import { quoted } from '../../validation/found.ts';
import { nearest } from '../../validation/nearest.ts';
import { fieldOf, listed, type Path, type Problem, problem } from '../../validation/problem.ts';
import { type Reference, referencesIn, textsIn } from '../references.ts';
import type { Experiment } from '../schema/experiment.ts';
import { ancestors } from '../waves.ts';
import type { Rule } from './rule.ts';

const forms = 'a reference such as ${parameters.zone} or ${steps.power.output.experimentId}';

/** What names the experiment, is read before parameters are known, or is not a run's business. */
const fixed = [
  'apiVersion',
  'kind',
  'metadata.name',
  'metadata.owner',
  'metadata.service',
  'metadata.tags',
  'parameters',
  'environment',
  'world',
  'rollout',
  'schedule',
  'report',
];

export const references: Rule = function* (experiment) {
  for (const { text, path, isKey } of textsIn(experiment))
    for (const reference of referencesIn(text)) {
      const field = fieldOf(path);
      const place = fixed.find(
        (name) => field === name || field.startsWith(`${name}.`) || field.startsWith(`${name}[`),
      );
      if (place !== undefined || isKey)
        yield problem(path, {
          found: `the reference ${quoted(reference.text)}`,
          allowed: `${isKey ? 'a key' : 'a value'} that is the same in every run: references are not resolved ${isKey ? 'in keys' : `in ${place}`}`,
          ...(isKey && { at: 'key' }),
        });
      else yield* unresolved(experiment, reference, path);
    }
};

function* unresolved(experiment: Experiment, reference: Reference, path: Path): Iterable<Problem> {
  const found = quoted(reference.text);
  if (reference.kind === 'malformed') {
    yield problem(path, { found: `${found}, which is no reference`, allowed: forms });
    return;
  }
  if (reference.kind === 'parameter') {
    const known = Object.keys(experiment.parameters ?? {});
    if (known.includes(reference.name)) return;
    const near = nearest(reference.name, known);
    yield problem(path, {
      found: `${found}, which names no parameter`,
      allowed: known.length === 0 ? 'no references: there are no parameters' : listed(known.map(written)),
      nearest: near && written(near),
    });
    return;
  }
  const [room, index, field] = path;
  const at = room === 'steps' && field === 'with' ? Number(index) : undefined;
  const earlier = at === undefined ? [] : [...ancestors(experiment.steps, at)].reverse();
  if (earlier.includes(reference.step)) return;
  const known = experiment.steps.some(({ id }) => id === reference.step);
  const near = nearest(reference.step, earlier);
  yield problem(path, {
    found: `${found}, ${known ? 'whose step has not settled by then' : 'which names no step'}`,
    allowed:
      at === undefined
        ? 'outputs of steps only under `with` of a later step'
        : earlier.length === 0
          ? 'no outputs: no step comes before this one'
          : `an output of ${listed(earlier)}`,
    nearest: near && `\${steps.${near}.output.${reference.output}}`,
  });
}

const written = (name: string) => `\${parameters.${name}}`;

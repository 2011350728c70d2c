/** Steps hit declared targets of the type that the action wants, and a target selects something. */
import { fault } from '../../faults/catalogue.ts';
import { resourceType, zoneParameter } from '../../faults/resource-types.ts';
import { describeFound } from '../../validation/found.ts';
import { nearest } from '../../validation/nearest.ts';
import { listed, type Problem, problem } from '../../validation/problem.ts';
import { unknownName } from '../../validation/unknown-name.ts';
import type { Experiment } from '../schema/experiment.ts';
import type { Rule } from './rule.ts';

export const targets: Rule = function* (experiment) {
  for (const [name, { where }] of Object.entries(experiment.targets))
    if (Object.keys(where).length === 0)
      yield problem(['targets', name, 'where'], {
        found: 'no condition, which matches everything in the account',
        allowed: 'at least one of tags, ids, names, zone, region, account, filters, parameters',
      });
  for (const [name, target] of Object.entries(experiment.targets)) yield* parametersOf(name, target);
  for (const i of experiment.steps.keys()) yield* targetsOfStep(experiment, i);
};

function* parametersOf(name: string, { type, where }: Experiment['targets'][string]): Iterable<Problem> {
  const known = resourceType(type)?.parameters.map((parameter) => parameter.name) ?? [];
  for (const [parameter, value] of Object.entries(where.parameters ?? {})) {
    const path = ['targets', name, 'where', 'parameters', parameter];
    if (parameter === zoneParameter)
      yield problem(path, { found: describeFound(value), allowed: 'where.zone in its place', at: 'key' });
    else if (!known.includes(parameter))
      yield problem(path, {
        found: `the unknown key "${parameter}"`,
        allowed: listed(known.filter((each) => each !== zoneParameter)) || `none: ${type} has no parameters`,
        nearest: nearest(parameter, known),
        at: 'key',
      });
  }
}

function* targetsOfStep({ steps, targets: declared }: Experiment, i: number): Iterable<Problem> {
  const { action, targets: given = {} } = steps[i]!;
  const definition = action === undefined ? undefined : fault(action);
  const names = Object.keys(declared);
  for (const [key, name] of Object.entries(given)) {
    const path = ['steps', i, 'targets', key];
    const wanted = definition?.targets[key]?.type;
    if (definition && wanted === undefined) {
      const known = Object.keys(definition.targets);
      yield problem(path, {
        found: `the unknown key "${key}"`,
        allowed: known.length === 0 ? `no targets: ${definition.id} acts on none` : listed(known),
        nearest: nearest(key, known),
        at: 'key',
      });
      continue;
    }
    const target = declared[name];
    const fitting = names.filter((other) => wanted === undefined || declared[other]?.type === wanted);
    if (!target) yield unknownName(path, name, 'targets', fitting.length > 0 ? fitting : names);
    else if (wanted !== undefined && target.type !== wanted)
      yield problem(path, {
        found: `"${name}", which is of type ${target.type}`,
        allowed: `a target of type ${wanted}${fitting.length > 0 ? `: ${listed(fitting)}` : ''}`,
      });
  }
  for (const [key, { type, optional }] of Object.entries(definition?.targets ?? {}))
    if (given[key] === undefined && !optional)
      yield problem(['steps', i, 'targets', key], {
        found: 'nothing',
        allowed: `the name of a target of type ${type}`,
      });
}

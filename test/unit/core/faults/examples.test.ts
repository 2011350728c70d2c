/** Every action is asked for what it takes, and for one thing of each parameter that it does not take. */
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../../../core/faults/catalogue.ts';
import type { FaultDefinition } from '../../../../core/faults/definition.ts';
import type { FaultParameter, FaultValue } from '../../../../core/faults/parameter.ts';
import { checkParameters, compileParameters, durationOf } from '../../../../core/faults/parameters.ts';

const each = catalogue.map((definition) => [definition.id, definition] as const);
const given = ({ examples }: FaultDefinition) => [examples.minimal, examples.maximal];

describe('examples are taken, and reach the provider as text', () => {
  test.each(each)('%s', (_id, definition) => {
    for (const example of given(definition)) {
      expect(checkParameters(definition, example)).toEqual([]);
      const compiled = compileParameters(definition, example);
      for (const name of Object.keys(example)) expect(compiled[name], name).toBeTypeOf('string');
      expect(checkParameters(definition, compiled)).toEqual([]);
      // Written a second time it stays as it is: plans, templates and retries compile what was compiled.
      expect(compileParameters(definition, compiled)).toEqual(compiled);
      expect(durationOf(definition, compiled)).toBe(durationOf(definition, example));
    }
  });
});

describe('the minimal example has nothing to spare, and the maximal one everything', () => {
  test.each(each)('%s', (_id, definition) => {
    const { minimal, maximal } = definition.examples;
    for (const name of Object.keys(minimal)) {
      const { [name]: _left, ...rest } = minimal;
      expect(checkParameters(definition, rest).map(({ parameter }) => parameter)).toEqual([name]);
    }
    expect(Object.keys(maximal).sort()).toEqual(definition.parameters.map(({ name }) => name).sort());
  });
});

/** One of each kind of value that the parameter's type and limits turn away. */
function wrong(parameter: FaultParameter): readonly FaultValue[] {
  const { type, min, max, allowed, form, most } = parameter;
  const text = allowed ? 'none-of-these' : form ? 'not, of (this) form' : '';
  switch (type) {
    case 'duration':
      return ['ten minutes', ...(min === undefined ? [] : ['PT0S']), ...(max === undefined ? [] : ['P9D'])];
    case 'integer':
    case 'number':
      return [
        'many',
        Number(min ?? 0) - 1,
        ...(type === 'integer' ? [Number(min ?? 0) + 0.5] : []),
        ...(max === undefined ? [] : [Number(max) + 1]),
      ];
    case 'boolean':
      return ['maybe', 1];
    case 'list':
      return [
        [],
        ...(text ? [[text]] : [['']]),
        ...(most === undefined ? [] : [Array(most + 1).fill(allowed?.[0] ?? 'x')]),
      ];
    case 'json':
      return ['not JSON', '[1]', 7];
    case 'text':
      return ['', ...(text ? [text] : []), 7];
  }
}

const parameters = catalogue.flatMap((definition) =>
  definition.parameters.map((parameter) => [definition.id, parameter.name, definition, parameter] as const),
);

describe('a value that a parameter does not take is named, with what is taken', () => {
  test.each(parameters)('%s %s', (_id, name, definition, parameter) => {
    const values = wrong(parameter);
    expect(values.length).toBeGreaterThan(0);
    for (const value of values) {
      const problems = checkParameters(definition, { ...definition.examples.maximal, [name]: value });
      expect(problems.map((problem) => problem.parameter)).toEqual([name]);
      expect(problems[0]?.allowed).not.toBe('');
    }
  });
});

test.each(each)('%s names a parameter that it does not take, with the nearest that it does', (_id, definition) => {
  const [first] = definition.parameters;
  const stray = first ? `${first.name}s` : 'duration';
  const [problem] = checkParameters(definition, { ...definition.examples.minimal, [stray]: 'x' });
  expect(problem).toMatchObject({ parameter: stray, ...(first && { nearest: first.name }) });
});

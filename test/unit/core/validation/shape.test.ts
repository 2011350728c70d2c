import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { describeAllowed } from '../../../../core/validation/allowed.ts';
import type { Schema } from '../../../../core/validation/schemas.ts';
import { checkShape } from '../../../../core/validation/shape.ts';

const told = (schema: Schema, value: unknown) => {
  const checked = checkShape(schema, value);
  return checked.ok ? [] : checked.problems.map(({ message }) => message);
};

describe('what is allowed, in words', () => {
  const cases: [Schema, string][] = [
    [z.int().check(z.gte(1), z.lte(5)), 'a whole number from 1 to 5'],
    [z.number().check(z.gt(0)), 'a number above 0'],
    [z.number().check(z.gte(0)), 'a number, at least 0'],
    [z.enum(['a', 'b']), 'one of a, b'],
    [z.literal('squall/v1'), 'squall/v1'],
    [z.optional(z.boolean()), 'true or false'],
    [z.string().check(z.minLength(1), z.maxLength(9)), 'text, 1 to 9 characters'],
    [z.string().check(z.regex(/^x$/, { error: 'an x' })), 'an x'],
    [z.array(z.number()), 'a list, each a number'],
    [z.array(z.number()).check(z.minLength(1)), 'a list of at least 1, each a number'],
    [z.array(z.number()).check(z.minLength(1), z.maxLength(5)), 'a list of 1 to 5, each a number'],
    [
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('a') }),
        z.strictObject({ kind: z.literal('b') }),
      ]),
      'an object with kind one of a, b',
    ],
    [z.tuple([z.number(), z.boolean()]), 'a list of 2: a number; true or false'],
    [z.record(z.string(), z.number()), 'an object, each value a number'],
    [z.strictObject({ a: z.number(), b: z.optional(z.number()) }), 'an object with a (and perhaps b)'],
    [z.strictObject({ b: z.optional(z.number()) }), 'an object with any of b'],
    [
      z.union([z.literal('auto'), z.strictObject({ a: z.number() }), z.strictObject({ b: z.number() })]),
      'auto, or an object with one of a, b',
    ],
    [z.unknown(), 'any value'],
  ];
  test.each(cases)('%#: %s', (schema, words) => expect(describeAllowed(schema)).toBe(words));
});

describe('a union is told by the alternative that was meant', () => {
  const shape = z.union([
    z.strictObject({ atLeast: z.number() }),
    z.strictObject({ between: z.tuple([z.number(), z.number()]), inclusive: z.optional(z.boolean()) }),
  ]);

  test('a wrong value inside the only fitting one', () => {
    expect(told(shape, { atLeast: 'x' })).toEqual(['atLeast: found the text "x"; allowed: a number']);
    expect(told(shape, { between: [1, 'x'] })).toEqual(['between[1]: found the text "x"; allowed: a number']);
    expect(told(shape, { inclusive: true })).toEqual([
      'between: found nothing; allowed: a list of 2: a number; a number',
    ]);
  });

  test('a key of none, keys of two, no key, no object', () => {
    expect(told(shape, { atLeats: 1 })).toEqual([
      'atLeats: found the unknown key "atLeats"; allowed: atLeast, between, inclusive; did you mean atLeast?',
    ]);
    const allowed = 'an object with one of atLeast, between';
    expect(told(shape, { atLeast: 1, between: [1, 2] })).toEqual([
      `the file: found an object with atLeast, between; allowed: ${allowed}`,
    ]);
    expect(told(shape, {})).toEqual([`the file: found an object without keys; allowed: ${allowed}`]);
    expect(told(shape, 3)).toEqual([`the file: found the number 3; allowed: ${allowed}`]);
  });

  test('by its discriminator, which may be wrong, missing or misspelt', () => {
    const kinds = z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('cache'), hits: z.number() }),
      z.strictObject({ kind: z.literal('queue'), depth: z.number() }),
    ]);
    expect(told(kinds, { kind: 'cache', hit: 1 })).toEqual([
      'hit: found the unknown key "hit"; allowed: kind, hits; did you mean hits?',
    ]);
    expect(told(kinds, { kind: 'cach', hits: 1 })).toEqual([
      'kind: found the text "cach"; allowed: one of cache, queue; did you mean cache?',
    ]);
    expect(told(kinds, { hits: 1 })).toEqual(['kind: found nothing; allowed: one of cache, queue']);
    expect(told(kinds, { knid: 'cache', hits: 1 })).toEqual([
      'knid: found the unknown key "knid"; allowed: kind; did you mean kind?',
    ]);
    expect(told(z.array(kinds), [{ kind: 'cache', hits: 'x' }])).toEqual([
      '[0].hits: found the text "x"; allowed: a number',
    ]);
  });
});

test('keys of a record are held against what keys may be', () => {
  const record = z.record(z.string().check(z.regex(/^[a-z]+$/, { error: 'lower-case letters' })), z.number());
  expect(told(record, { A1: 2, b: 'x' })).toEqual([
    'A1: found the key "A1"; allowed: lower-case letters',
    'b: found the text "x"; allowed: a number',
  ]);
});

test('problems come in the order of the file, a misspelt key without its echo', () => {
  const shape = z.strictObject({ one: z.number(), two: z.number(), owner: z.string() });
  expect(told(shape, { two: 'x', ownr: 'me', one: 'y' })).toEqual([
    'two: found the text "x"; allowed: a number',
    'ownr: found the unknown key "ownr"; allowed: one, two, owner; did you mean owner?',
    'one: found the text "y"; allowed: a number',
  ]);
  expect(told(shape, { two: 2, one: 1 })).toEqual(['owner: found nothing; allowed: text']);
});

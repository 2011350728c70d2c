import { describe, expect, it } from 'vitest';
import { answersOf, spreadOf } from '../../../../simulator/control-plane/answers.ts';

const distances: Readonly<Record<string, number>> = { near: 0, middle: 10, far: 90 };
const near = (region: string | undefined) => distances[region ?? ''] ?? 0;
const record = (id: string, more: object, healthy = true) => ({ id, to: id, healthy, ...more });
const group = (region: string, dial: number, healthy = true) => ({ region, to: region, dial, healthy });

describe('weighted records', () => {
  const answers = (...weights: readonly (readonly [weight: number, healthy: boolean])[]) =>
    answersOf(
      'weighted',
      weights.map(([weight, healthy], i) => record(`r${i}`, { weight }, healthy)),
      near,
    ).map(({ to, share }) => `${to} ${share}`);

  it.each([
    [
      'in proportion',
      [
        [80, true],
        [20, true],
      ],
      ['r0 0.8', 'r1 0.2'],
    ],
    [
      'healthy ones alone',
      [
        [80, false],
        [20, true],
      ],
      ['r1 1'],
    ],
    [
      'of weight 0 only where no other is healthy',
      [
        [80, false],
        [0, true],
      ],
      ['r1 1'],
    ],
    [
      'as if all were healthy where none is',
      [
        [80, false],
        [20, false],
      ],
      ['r0 0.8', 'r1 0.2'],
    ],
    [
      'all alike where none has a weight',
      [
        [0, true],
        [0, true],
      ],
      ['r0 0.5', 'r1 0.5'],
    ],
  ] as const)('answer %s', (_, weights, expected) => {
    expect(answers(...weights)).toEqual(expected);
  });

  it('answer a place once that several lead to', () => {
    const both = [record('a', { weight: 1 }), { ...record('b', { weight: 3 }), to: 'a' }];
    expect(answersOf('weighted', both, near)).toEqual([{ to: 'a', share: 1 }]);
  });
});

it.each([
  ['the primary while it is healthy', true, true, 'one'],
  ['the secondary when it is not', false, true, 'two'],
  ['the primary when neither is', false, false, 'one'],
] as const)('failover records answer %s', (_, primary, secondary, expected) => {
  const records = [record('two', { role: 'secondary' }, secondary), record('one', { role: 'primary' }, primary)];
  expect(answersOf('failover', records, near)).toEqual([{ to: expected, share: 1 }]);
});

it('latency records answer the nearest that is healthy, or the nearest of all', () => {
  const at = (...healthy: readonly boolean[]) =>
    answersOf(
      'latency',
      ['far', 'near', 'middle'].map((region, i) => record(region, { region }, healthy[i])),
      near,
    )[0]?.to;
  expect([at(true, true, true), at(true, false, true), at(false, false, false)]).toEqual(['near', 'middle', 'near']);
});

describe('an accelerator', () => {
  const spread = (...groups: readonly ReturnType<typeof group>[]) =>
    spreadOf({ id: 'a', groups }, near).map(({ to, share }) => `${to} ${Number(share.toFixed(9))}`);

  it('sends all to the nearest group, as far as its dial lets it', () => {
    expect(spread(group('far', 100), group('near', 100))).toEqual(['near 1']);
    expect(spread(group('far', 100), group('near', 80))).toEqual(['near 0.8', 'far 0.2']);
  });

  it('leaves out groups that are closed or not healthy, as long as another is there', () => {
    expect(spread(group('near', 0), group('far', 100))).toEqual(['far 1']);
    expect(spread(group('near', 100, false), group('far', 100))).toEqual(['far 1']);
    expect(spread(group('near', 100, false), group('far', 100, false))).toEqual(['near 1']);
    expect(spread(group('near', 0), group('far', 0))).toEqual([]);
  });

  it('divides what no dial takes among those that took', () => {
    expect(spread(group('near', 50), group('far', 0))).toEqual(['near 1']);
  });
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { composed, influenceOn } from '../../../../simulator/control-plane/effects.ts';
import { errorShare, outgoing, outgrows, speedLeft } from '../../../../simulator/control-plane/hosts.ts';
import type { Effect } from '../../../../simulator/faults/effect.ts';
import type { GroupModel } from '../../../../simulator/model.ts';
import { call, group } from '../../../simulation/small-world.ts';

const host = (instance: Partial<GroupModel['instance']>) =>
  group('web', 1, instance, [call('table', { signed: true }), call('cache')]);
const under = (...effects: Effect[]) => influenceOn(effects, 'a', 'z1');
const memory = (share: number): Effect => ({ kind: 'memory', on: ['a'], share });
const skew = (seconds: number): Effect => ({ kind: 'clock-skew', on: ['a'], milliseconds: seconds * 1000 });

it('collecting garbage costs in inverse proportion to the headroom', () => {
  const web = host({ memory: { used: 0.5, collection: 0.1, survives: 1000 } });
  expect(speedLeft(web, under())).toBe(1);
  // Headroom from 50 % to 10 %: five times the work, so that 1 + 1/9 of processor time becomes 1 + 5/9.
  expect(speedLeft(web, under(memory(0.4)))).toBeCloseTo((1 + 1 / 9) / (1 + 5 / 9));
  expect(outgrows(web, under(memory(0.4)))).toBe(false);
  expect(outgrows(web, under(memory(0.3), memory(0.3)))).toBe(true);
});

it('a clock that is off by a tenth of a token’s life refuses a tenth of the tokens, ahead or behind', () => {
  const web = host({ tokens: { requests: 0.5, validFor: 600_000 } });
  for (const seconds of [60, -60]) expect(errorShare(web, under(skew(seconds)))).toBeCloseTo(0.05);
  expect(errorShare(web, under(skew(6000)))).toBeCloseTo(0.5);
});

it('signatures hold for five minutes either way', () => {
  const web = host({});
  expect(outgoing(web, under(skew(300)))).toEqual([]);
  expect(outgoing(web, under(skew(-301)))).toEqual([{ to: 'table', outcome: 'refused', latency: 0, lossShare: 0 }]);
});

it('a disk is full for its writers before it is full', () => {
  const web = host({ disk: { used: 0.4, requests: 0.3, fullAt: 0.95 } });
  const fill = (share: number) => errorShare(web, under({ kind: 'disk-fill', on: ['a'], share }));
  expect(fill(0.94)).toBe(0);
  expect(fill(0.95)).toBeCloseTo(0.3);
});

it('what hinders a call adds up the same in any order, and the worst outcome stands', () => {
  const hindrance = fc.record({
    to: fc.constantFrom('a', 'b'),
    outcome: fc.constantFrom('late' as const, 'refused' as const, 'silent' as const),
    latency: fc.integer({ min: 0, max: 500 }),
    lossShare: fc.constantFrom(0, 0.5),
  });
  fc.assert(
    fc.property(fc.array(hindrance, { maxLength: 6 }), (hindrances) => {
      const all = composed(hindrances);
      expect(composed(hindrances.toReversed())).toEqual(all);
      for (const { to, outcome } of all)
        if (hindrances.some((one) => one.to === to && one.outcome === 'silent')) expect(outcome).toBe('silent');
    }),
  );
});

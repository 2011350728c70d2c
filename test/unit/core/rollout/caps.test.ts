import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BlastRadius } from '../../../../core/experiment/schema/guardrails.ts';
import { allowedAtMost, blastRadiusAt, widerCaps } from '../../../../core/rollout/caps.ts';
import { allowedOf, capsOf } from '../../../../core/targets/caps.ts';

const seed = 4;
const blastRadius = fc.record(
  {
    preset: fc.constantFrom('single', 'canary', 'few', 'partial', 'half', 'full'),
    maxTargets: fc.integer({ min: 0, max: 20 }),
    maxPercent: fc.integer({ min: 0, max: 100 }),
    minHealthyPerZone: fc.integer({ min: 0, max: 5 }),
    scope: fc.constantFrom('targets', 'zone'),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<BlastRadius>;

describe('the reach of a stage', () => {
  it('is the experiment’s own where the stage says nothing', () => {
    const whole: BlastRadius = { scope: 'zone', maxPercent: 34, minHealthyPerZone: 1 };
    expect(blastRadiusAt(undefined, whole)).toBe(whole);
    expect(blastRadiusAt({}, whole)).toBe(whole);
  });

  it('keeps a preset of the stage below an explicit cap of the experiment, which would else replace it', () => {
    const whole: BlastRadius = { scope: 'zone', maxPercent: 34, minHealthyPerZone: 1 };
    expect(blastRadiusAt({ preset: 'canary' }, whole)).toEqual({
      scope: 'zone',
      preset: 'canary',
      minHealthyPerZone: 1,
    });
    expect(blastRadiusAt({ preset: 'single', scope: 'targets' }, whole)).toEqual({
      scope: 'targets',
      maxTargets: 1,
      maxPercent: 34,
      minHealthyPerZone: 1,
    });
    expect(blastRadiusAt({ preset: 'few', minHealthyPerZone: 2 }, whole)).toMatchObject({
      maxPercent: 10,
      minHealthyPerZone: 2,
    });
  });

  it('takes the tighter of two presets, whichever has it', () => {
    expect(blastRadiusAt({ preset: 'half' }, { preset: 'canary' })).toEqual({ preset: 'canary' });
    expect(blastRadiusAt({ preset: 'canary' }, { maxPercent: 1 })).toEqual({ maxPercent: 1 });
    expect(blastRadiusAt({ preset: 'canary' }, { maxTargets: 3 })).toEqual({ maxTargets: 3, preset: 'canary' });
  });

  it('is within both, cap by cap, whatever they say', () => {
    fc.assert(
      fc.property(blastRadius, blastRadius, fc.integer({ min: 0, max: 300 }), (stage, whole, healthy) => {
        const [effective, own, outer] = [capsOf(blastRadiusAt(stage, whole)), capsOf(stage), capsOf(whole)];
        expect(effective.maxTargets).toBe(Math.min(own.maxTargets, outer.maxTargets));
        expect(effective.maxPercent).toBe(Math.min(own.maxPercent, outer.maxPercent));
        expect(effective.minHealthyPerZone).toBe(Math.max(own.minHealthyPerZone, outer.minHealthyPerZone));
        expect(effective.declared).toBe(own.declared || outer.declared);
        // Beyond a percentage, only the one member that a canary has in any case.
        const most = Math.min(allowedOf(own, healthy), allowedOf(outer, healthy));
        expect(allowedOf(effective, healthy)).toBeLessThanOrEqual(Math.max(most, own.atLeast, outer.atLeast));
      }),
      { seed },
    );
  });
});

describe('a cap of a stage that says more than the experiment', () => {
  const caps = (stage: BlastRadius, whole: BlastRadius) =>
    widerCaps(stage, whole).map(({ cap, found, allowed }) => `${cap}: ${found}, ${allowed}`);

  it('is found, each by itself', () => {
    const whole: BlastRadius = { maxTargets: 2, maxPercent: 10, minHealthyPerZone: 2 };
    expect(caps({ maxTargets: 3, maxPercent: 11, minHealthyPerZone: 1, scope: 'zone' }, whole)).toEqual([
      'scope: zone, targets',
      'maxTargets: 3, at most 2',
      'maxPercent: 11, at most 10',
      'minHealthyPerZone: 1, at least 2',
    ]);
    expect(caps({ preset: 'half' }, whole)).toEqual(['maxPercent: 50, at most 10']);
    expect(caps({ scope: 'region' }, { scope: 'zone', maxPercent: 50 })).toEqual(['scope: region, targets or zone']);
  });

  it('is none where the stage says as much or less, or nothing', () => {
    expect(caps({ preset: 'single' }, { preset: 'few' })).toEqual([]);
    expect(caps({ maxTargets: 1 }, { maxPercent: 5 })).toEqual([]);
    expect(caps({ minHealthyPerZone: 3, scope: 'targets' }, { scope: 'zone', minHealthyPerZone: 3 })).toEqual([]);
    expect(caps({ preset: 'full' }, {})).toEqual([]);
  });

  it('is not told where the experiment’s own is a reference', () => {
    expect(caps({ maxPercent: 50 }, { maxPercent: '${parameters.share}' })).toEqual([]);
  });

  it('leaves a canary of a small fleet to be held against the experiment once it is planned', () => {
    expect(allowedAtMost({ maxPercent: 34 }, 2)).toBeLessThan(1);
    expect(allowedAtMost({ maxPercent: 34 }, 3)).toBeGreaterThanOrEqual(1);
  });
});

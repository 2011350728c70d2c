import { describe, expect, it } from 'vitest';
import { ownRegion, rule } from '../../../../core/guardrails/own-region.ts';
import { planOf, ports, question } from '../../../fixtures/decisions/question.ts';

const unsafe = { ownRegion: 'its functions stand in no subnet, and FIS puts routes back by itself' };
const region = (guardrails: object = {}) =>
  question({ plan: planOf({ blastRadius: { scope: 'region', maxPercent: 100 }, guardrails }) });
const terms = {
  level: 'traffic',
  hold: 'PT10M',
  failback: { within: 'PT10M' },
  objectives: { recover: 'PT5M' },
} as const;
const home = { platform: 'aws', region: 'eu-central-1' } as const;

describe('own-region', () => {
  it('refuses the loss of the Region that the platform stands in, and says what to do', () => {
    expect(rule.decide(region(), home)).toBe(
      'the platform itself stands in eu-central-1, the Region under test: run it from a platform in another Region, or say guardrails.unsafe.ownRegion and why its functions are not touched',
    );
  });

  it('passes one from elsewhere, one with its reason, a laptop, and whatever is smaller than a Region', () => {
    expect(rule.decide(region(), { ...home, region: 'eu-west-1' })).toBeUndefined();
    expect(rule.decide(region({ unsafe }), home)).toBeUndefined();
    expect(rule.decide(region(), { platform: 'simulated' })).toBeUndefined();
    expect(rule.decide(question(), home)).toBeUndefined();
  });

  it('refuses a drill that evacuates its own Region; one into it, and one of a zone, pass', () => {
    const drill = (evacuate: { zone: string } | { region: string }, scope: 'zone' | 'region' = 'region') =>
      question({ plan: planOf({ drill: { ...terms, evacuate }, blastRadius: { scope, maxPercent: 100 } }) });
    expect(rule.decide(drill({ region: 'eu-central-1' }), home)).toBe(
      'the platform itself stands in eu-central-1, the Region that the drill evacuates: run it from a platform in another Region, or say guardrails.unsafe.ownRegion and why its functions are not touched',
    );
    // Targets of its movers are in the Region that takes over, and that may be the platform's.
    expect(rule.decide(drill({ region: 'eu-west-1' }), home)).toBeUndefined();
    expect(rule.decide(drill({ region: 'eu-central-1' }), { platform: 'simulated' })).toBeUndefined();
    expect(rule.decide(drill({ zone: 'euc1-az2' }, 'zone'), home)).toBeUndefined();
  });

  it('cannot be evaluated where nobody knows the platform’s own Region: refuses', async () => {
    const stage = { ...ports().stage, platform: 'aws' } as const;
    expect((await ownRegion.check(region(), ports({ stage })))?.why).toContain('nobody knows in which Region');
  });
});

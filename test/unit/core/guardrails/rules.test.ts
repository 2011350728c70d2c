import { describe, expect, it } from 'vitest';
import { checkGuardrails, guardrails } from '../../../../core/guardrails/index.ts';
import { sentence } from '../../../../core/history/refusal.ts';
import { broken, plan, planOf, ports, question } from '../../../fixtures/decisions/question.ts';

describe('the list of guardrails', () => {
  it('lets a good plan pass', async () => {
    expect(await checkGuardrails(plan(), undefined, ports())).toEqual([]);
  });

  it('names every obstacle at once, in order', async () => {
    const spoiled = planOf({ environment: 'production', guardrails: { holidays: { country: 'DE' } } });
    const refusals = await checkGuardrails(spoiled, undefined, ports(), 'another plan');
    expect(refusals.map(({ rule }) => rule)).toEqual(['environment', 'plan-hash', 'holiday', 'stop-condition']);
    for (const refusal of refusals) expect(sentence(refusal)).toMatch(/^not injecting: [a-z-]+: .+: .+/);
  });

  it('has each rule once', () => {
    expect(new Set(guardrails.map(({ rule }) => rule)).size).toBe(guardrails.length);
  });

  it('refuses what the world cannot be asked about, by the rule that asked', async () => {
    const dead = ports({
      switches: { raised: broken },
      runs: { ...ports().runs, list: broken },
      metrics: { series: broken, http: broken, alarms: broken, beat: broken, endBeat: broken },
    });
    const gapped = planOf({ guardrails: { stopAlarms: ['a'], minimumGap: 'PT1H' } });
    const refusals = await checkGuardrails(gapped, undefined, dead);
    expect(refusals.map(({ rule }) => rule)).toEqual(['kill-switch', 'minimum-gap', 'overlap', 'stop-condition']);
    for (const { why } of refusals) expect(why).toBe('it could not be checked: throttled');
  });

  it('refuses by any rule whose facts or whose decision break', async () => {
    const unreadable = () => {
      throw new Error('torn');
    };
    const hostile = { ...question({ agreed: 'a plan' }), plan: new Proxy(plan(), { get: unreadable }) };
    const settings = new Proxy(ports().stage.settings, { get: unreadable });
    const torn = ports({ stage: { ...ports().stage, settings } });
    for (const { rule, check } of guardrails) {
      expect(await check(hostile, torn), rule).toMatchObject({
        rule,
        why: expect.stringContaining('could not be checked'),
      });
    }
  });
});

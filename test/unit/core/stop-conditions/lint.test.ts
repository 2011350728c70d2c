import { describe, expect, it } from 'vitest';
import { stopCondition } from '../../../../core/guardrails/stop-condition.ts';
import type { AlarmObservation } from '../../../../core/ports/metrics.ts';
import { latencies } from '../../../../core/stop-conditions/latencies.ts';
import { timingOf } from '../../../../core/stop-conditions/timing.ts';
import { touchedBy, wavesOf } from '../../../../core/stop-conditions/touched.ts';
import { plan, planOf, ports, question } from '../../../fixtures/decisions/question.ts';
import { alarm, metric, minute } from './subject.ts';

const refusal = async (...alarms: readonly AlarmObservation[]) => {
  const stopAlarms = alarms.map(({ name }) => name);
  const metrics = { ...ports().metrics, alarms: async () => alarms };
  const asked = question({ plan: planOf({ guardrails: { stopAlarms } }) });
  return (await stopCondition.check(asked, ports({ metrics })))?.why;
};

describe('a run', () => {
  const blind = alarm({ missingData: 'ignore' });
  const slow = alarm({
    name: 'checkout-slow',
    period: 5 * minute,
    breaching: 5,
    of: 5,
    lastDatapointAt: alarm().lastDatapointAt!,
  });

  it('is refused when none of its alarms is worth the name, and told why each is not', async () => {
    const why = await refusal(blind, slow);
    expect(why).toContain('alarm shop-checkout-5xx keeps its state without data');
    expect(why).toContain('alarm checkout-slow is too slow for faults of 10 min');
  });

  it('passes with one that is', async () => {
    expect(await refusal(alarm(), slow)).toBeUndefined();
    expect(await refusal(blind, alarm({ name: 'checkout' }))).toBeUndefined();
  });

  it('is refused for one that is not OK, whatever the others are', async () => {
    expect(await refusal(alarm(), alarm({ name: 'checkout', state: 'ALARM' }))).toMatch(/^alarm checkout is in ALARM/);
  });
});

describe('what a plan touches', () => {
  it('is services, names, zones and faults, as alarms write them', () => {
    const touched = touchedBy(plan());
    expect(touched.service).toBe('checkout');
    expect(touched.services).toEqual(['api', 'checkout', 'web']);
    expect(touched.zones).toEqual(['euc1-az2']);
    expect(touched.resources).toEqual(expect.arrayContaining(['web', 'web-1', 'i-web0001', 'api']));
    expect(touched.resources).not.toContain('i-web0000');
    expect(touched.probed.map((each) => each.metric)).toContain('SuccessRate');
    expect(touched.waves).toEqual([{ begins: 0, lasts: 10 * minute }]);
  });

  it('leaves out waits, and takes what we undo for as long as the run injects', () => {
    const undone = { by: 'provider', how: '' } as const;
    const step = (wave: number, duration: number, action = 'aws:ec2:stop-instances') => ({
      wave,
      duration,
      action,
      undo: undone,
    });
    const ours = { ...step(1, 0), undo: { by: 'us', how: '' } as const };
    const wait = step(2, 3 * minute, 'aws:fis:wait');
    expect(wavesOf([step(1, minute), step(1, 2 * minute), wait, step(3, minute)])).toEqual([
      { begins: 0, lasts: 2 * minute },
      { begins: 5 * minute, lasts: minute },
    ]);
    expect(wavesOf([ours, wait])).toEqual([{ begins: 0, lasts: 3 * minute }]);
    expect(wavesOf([wait])).toEqual([]);
  });
});

describe('the time an alarm takes', () => {
  it('is all datapoints, or one more than breach, with what the table allows for', () => {
    const { delivery, evaluation, stopping, postActions } = latencies;
    const rest = delivery.worst + stopping.worst + postActions.worst;
    expect(timingOf(alarm({ breaching: 2, of: 3 })).detect).toBe(3 * minute + 30_000 + evaluation.worst);
    expect(timingOf(alarm({ breaching: 2, of: 2 })).detect).toBe(3 * minute + 30_000 + evaluation.worst);
    expect(timingOf(alarm({ breaching: 2, of: 5 })).detect).toBe(5 * minute + 30_000 + evaluation.worst);
    expect(timingOf(alarm()).total).toBe(timingOf(alarm()).detect + rest);
    expect(timingOf(alarm()).soonest).toBe(2 * minute + 30_000 + evaluation.usual + delivery.usual + stopping.usual);
  });

  it('counts publication by who publishes, where nobody says', () => {
    const { publicationDelay: _, ...silent } = alarm({ period: 10_000, breaching: 1, of: 1 });
    const own = timingOf(silent).detect;
    const service = timingOf({ ...silent, metrics: [metric({ namespace: 'AWS/ApplicationELB' })] }).detect;
    const unknown = timingOf({ ...silent, metrics: [] }).detect;
    expect(own).toBe(20_000 + latencies.ownPublication.worst + latencies.fastEvaluation.worst);
    expect([service, unknown]).toEqual([own + minute, own + minute]);
  });
});

describe('the table of latencies', () => {
  it('has a usual and a worst for each, and says where they are from', () => {
    for (const { usual, worst, source, what } of Object.values(latencies)) {
      expect(usual, what).toBeLessThanOrEqual(worst);
      expect(source.length, what).toBeGreaterThan(20);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { stopCondition } from '../../../../core/guardrails/stop-condition.ts';
import type { AlarmObservation } from '../../../../core/ports/metrics.ts';
import { alarm, broken, now, planOf, ports, question } from '../../../fixtures/decisions/question.ts';

const withAlarm = async (
  seen: AlarmObservation | undefined,
  guardrails: object = { stopAlarms: ['shop-checkout-5xx'] },
) => {
  const metrics = { ...ports().metrics, alarms: async () => [seen] };
  return (await stopCondition.check(question({ plan: planOf({ guardrails }) }), ports({ metrics })))?.why;
};

describe('stop-condition', () => {
  it('passes one that exists, is OK, and has looked at data of late', async () => {
    expect(await withAlarm(alarm())).toBeUndefined();
  });

  it.each([
    ['does not exist', undefined],
    ['is a composite alarm', alarm({ composite: true })],
    ['is in ALARM', alarm({ state: 'ALARM' })],
    ['has not enough data', alarm({ state: 'INSUFFICIENT_DATA' })],
    ['301 s old', alarm({ lastDatapointAt: now - 301_000 })],
    ['no datapoint', (({ lastDatapointAt: _, ...rest }) => rest)(alarm())],
  ])('refuses one that %s', async (what, seen) => {
    expect(await withAlarm(seen)).toContain(what);
  });

  it('asks nobody where none is named, and refuses each of several by the name that it was asked by', async () => {
    const asked: (readonly string[])[] = [];
    const metrics = {
      ...ports().metrics,
      alarms: async (names: readonly string[]) => {
        asked.push(names);
        return names.map(() => alarm({ name: 'as CloudWatch calls it', state: 'ALARM' }));
      },
    };
    const why = async (guardrails: object) =>
      (await stopCondition.check(question({ plan: planOf({ guardrails }) }), ports({ metrics })))?.why;
    expect(await why({})).toBe('there is none: name stopAlarms, or say unsafe.noStopCondition and why');
    expect(await why({ stopAlarms: [] })).toContain('there is none');
    expect(await why({ unsafe: { noStopCondition: 'a sandbox' } })).toBeUndefined();
    expect(asked).toEqual([]);
    expect((await why({ stopAlarms: ['one', 'two'] }))?.split('; ').map((each) => each.slice(0, 18))).toEqual([
      'alarm one is in AL',
      'alarm two is in AL',
    ]);
    expect(asked).toEqual([['one', 'two']]);
  });

  it('refuses one that is no stop condition, by the name that it was asked by', async () => {
    const slow = alarm({ name: 'as CloudWatch calls it', period: 900_000, breaching: 3, of: 3 });
    expect(await withAlarm(slow)).toMatch(/^alarm shop-checkout-5xx is too slow for faults of 10 min/);
  });

  it('refuses none, unless someone says why', async () => {
    expect(await withAlarm(undefined, {})).toContain('there is none');
    expect(await withAlarm(undefined, { unsafe: { noStopCondition: 'a sandbox' } })).toBeUndefined();
  });

  it('cannot be evaluated when alarms cannot be read: refuses', async () => {
    const metrics = { ...ports().metrics, alarms: broken };
    expect(await stopCondition.check(question(), ports({ metrics }))).toMatchObject({ rule: 'stop-condition' });
  });
});

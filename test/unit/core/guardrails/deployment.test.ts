import { describe, expect, it } from 'vitest';
import { deployment } from '../../../../core/guardrails/deployment.ts';
import { toldNothing } from '../../../../core/platform/settings.ts';
import type { AlarmObservation } from '../../../../core/ports/metrics.ts';
import { alarm, broken, ports, question } from '../../../fixtures/decisions/question.ts';

const stage = { ...ports().stage, settings: { ...toldNothing, deploymentSource: { alarms: ['one', 'two'] } } };
const seeing = (...alarms: (AlarmObservation | undefined)[]) =>
  ports({ stage, metrics: { ...ports().metrics, alarms: async () => alarms } });
const why = async (...alarms: (AlarmObservation | undefined)[]) =>
  (await deployment.check(question(), seeing(...alarms)))?.why;

describe('deployment', () => {
  it.each([
    ['is in ALARM (threshold not crossed): wait until it is OK', alarm({ state: 'ALARM' })],
    ['has no data to tell by', alarm({ state: 'INSUFFICIENT_DATA' })],
    ['does not exist: create it, or correct deploymentSource', undefined],
  ])('refuses when an alarm of its source %s', async (what, second) => {
    expect(await why(alarm(), second)).toContain(`alarm two, which tells of a deployment, ${what}`);
  });

  it('passes while every alarm of its source is OK, composite ones too', async () => {
    expect(await why(alarm(), alarm({ composite: true }))).toBeUndefined();
  });

  it('passes without asking where the source is none', async () => {
    expect(
      await deployment.check(question(), ports({ metrics: { ...ports().metrics, alarms: broken } })),
    ).toBeUndefined();
  });

  it('cannot be evaluated when alarms cannot be read: refuses', async () => {
    const dead = ports({ stage, metrics: { ...ports().metrics, alarms: broken } });
    expect(await deployment.check(question(), dead)).toMatchObject({
      rule: 'deployment',
      why: 'it could not be checked: throttled',
    });
  });
});

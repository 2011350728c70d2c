import { describe, expect, it } from 'vitest';
import { window } from '../../../../core/guardrails/window.ts';
import { now, planOf, ports, question } from '../../../fixtures/decisions/question.ts';

const rails = (over: object) => planOf({ guardrails: { stopAlarms: ['a'], ...over } });
const berlin = { days: 'MON-FRI', from: '09:00', to: '17:00', timeZone: 'Europe/Berlin' };

describe('window', () => {
  const at = async (instant: number, windows: unknown = [berlin]) =>
    (await window.check(question({ plan: rails({ windows }), now: instant }), ports()))?.why;

  it('passes inside, and when there is none', async () => {
    expect(await at(now)).toBeUndefined();
    expect(await window.check(question({ plan: rails({}) }), ports())).toBeUndefined();
  });

  it('refuses before, after and at the weekend', async () => {
    expect(await at(Date.UTC(2026, 2, 3, 7, 59))).toContain('outside MON-FRI 09:00 to 17:00 Europe/Berlin');
    expect(await at(Date.UTC(2026, 2, 3, 16, 0))).toContain('outside');
    expect(await at(Date.UTC(2026, 2, 7, 9, 30))).toContain('outside');
  });

  it('is open while any of several is, and names them all while none is', async () => {
    const morning = { ...berlin, from: '06:00', to: '08:00' };
    expect(await at(now, [morning, berlin])).toBeUndefined();
    expect(await at(Date.UTC(2026, 2, 3, 7, 30), [morning, berlin])).toBe(
      'it is outside MON-FRI 06:00 to 08:00 Europe/Berlin, or MON-FRI 09:00 to 17:00 Europe/Berlin: wait for the window',
    );
  });

  it('refuses a run that would still inject when the window closes', async () => {
    expect(await at(Date.UTC(2026, 2, 3, 15, 50))).toContain('the window closes before');
    // Gate and waves of the plan take 15 minutes.
    expect(await at(Date.UTC(2026, 2, 3, 15, 44))).toBeUndefined();
  });

  it('cannot be evaluated in a time zone that does not exist: refuses', async () => {
    expect(await at(now, [{ ...berlin, timeZone: 'Europe/Atlantis' }])).toContain('could not be checked');
  });
});

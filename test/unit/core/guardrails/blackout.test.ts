import { describe, expect, it } from 'vitest';
import { blackout } from '../../../../core/guardrails/blackout.ts';
import { planOf, ports, question } from '../../../fixtures/decisions/question.ts';

const rails = (over: object) => planOf({ guardrails: { stopAlarms: ['a'], ...over } });
const berlin = { days: 'MON-FRI', from: '09:00', to: '17:00', timeZone: 'Europe/Berlin' };

describe('blackout', () => {
  const on = async (from: string, to: string, over = {}) =>
    (await blackout.check(question({ plan: rails({ blackouts: [{ name: 'freeze', from, to }], ...over }) }), ports()))
      ?.why;

  it('refuses on its first and on its last day, and passes before and after', async () => {
    expect(await on('2026-03-03', '2026-03-05')).toContain('the blackout freeze lasts');
    expect(await on('2026-03-01', '2026-03-03')).toContain('freeze');
    expect(await on('2026-03-04', '2026-03-05')).toBeUndefined();
    expect(await on('2026-02-01', '2026-03-02')).toBeUndefined();
  });

  it('counts a day wherever a window or the schedule has it: it begins with the first of them, and ends with the last', async () => {
    const window = { ...berlin, days: 'MON-SUN', from: '00:00', to: '23:59' };
    const both = { windows: [window, { ...window, timeZone: 'Pacific/Auckland' }] };
    const at = async (hour: number, over: object) => {
      const plan = rails({ blackouts: [{ name: 'freeze', from: '2026-03-04', to: '2026-03-04' }], ...over });
      return (await blackout.check(question({ plan, now: Date.UTC(2026, 2, 3, hour) }), ports()))?.why;
    };
    expect(await at(12, both)).toContain('(Pacific/Auckland)');
    expect(await at(12, { windows: [window] })).toBeUndefined();
    // In Auckland it is over by then.
    expect(await at(24 + 22, both)).toContain('(Europe/Berlin)');
    expect(await at(24 + 23, both)).toBeUndefined();
    expect(await at(24 + 23, {})).toContain('(UTC)');
  });

  it('refuses a run whose lease reaches into it', async () => {
    const plan = rails({ blackouts: [{ name: 'freeze', from: '2026-03-04', to: '2026-03-05' }] });
    expect(await blackout.check(question({ plan, now: Date.UTC(2026, 2, 3, 23, 50) }), ports())).toBeDefined();
  });

  it('passes a plan without any, wherever its windows are', async () => {
    const windows = [{ ...berlin, timeZone: 'No/Where' }];
    expect(await blackout.check(question({ plan: rails({ windows }) }), ports())).toBeUndefined();
    expect(await blackout.check(question({ plan: rails({ windows, blackouts: [] }) }), ports())).toBeUndefined();
  });

  it('cannot be evaluated in a time zone that does not exist: refuses', async () => {
    expect(await on('2026-01-01', '2026-01-02', { windows: [{ ...berlin, timeZone: 'No/Where' }] })).toContain(
      'could not be checked',
    );
  });
});

import { describe, expect, it } from 'vitest';
import type { Experiment } from '../../../../core/experiment/schema/experiment.ts';
import { holiday } from '../../../../core/guardrails/holiday.ts';
import type { Calendar } from '../../../../core/schedule/calendar.ts';
import { now, planOf, ports, question } from '../../../fixtures/decisions/question.ts';

const calendar: Calendar = {
  of: { country: 'DE', subdivision: 'BE' },
  from: '2025-01-01',
  to: '2028-12-31',
  timeZones: ['Europe/Berlin'],
  holidays: [
    { date: '2026-03-08', name: "International Women's Day" },
    { date: '2026-05-01', name: 'Labour Day' },
  ],
};
const holidays = { country: 'DE', subdivision: 'BE' };

const at = async (
  instant: number,
  over: { calendar?: Calendar; guardrails?: object; schedule?: Experiment['schedule'] } = {},
) => {
  const definition = {
    guardrails: { holidays, ...over.guardrails },
    ...(over.schedule && { schedule: over.schedule }),
  };
  const plan = planOf(definition, { calendar: over.calendar ?? calendar });
  return (await holiday.check(question({ plan, now: instant }), ports()))?.why;
};
const window = (timeZone: string) => ({ days: 'MON-SUN', from: '00:00', to: '23:59', timeZone });

describe('holiday', () => {
  it('refuses on one, from its first minute to its last by the country’s clocks, and names it', async () => {
    expect(await at(Date.UTC(2026, 4, 1, 8))).toBe(
      '2026-05-01 is Labour Day, a holiday of DE-BE (Europe/Berlin): wait until it is over',
    );
    expect(await at(Date.UTC(2026, 3, 30, 22, 0))).toContain('Labour Day');
    expect(await at(Date.UTC(2026, 4, 1, 21, 59))).toContain('Labour Day');
  });

  it('refuses a run whose lease reaches into one', async () => {
    expect(await at(Date.UTC(2026, 3, 30, 21, 45))).toContain('Labour Day');
  });

  it('passes on any other day, and for who keeps none', async () => {
    expect(await at(now)).toBeUndefined();
    expect(await at(Date.UTC(2026, 4, 1, 22, 0))).toBeUndefined();
    expect(await holiday.check(question(), ports())).toBeUndefined();
  });

  it('counts a day wherever one of its windows, its schedule or the country has it', async () => {
    const evening = Date.UTC(2026, 3, 30, 14, 0);
    expect(await at(evening)).toBeUndefined();
    expect(
      await at(evening, { guardrails: { windows: [window('Europe/Berlin'), window('Pacific/Auckland')] } }),
    ).toContain('Labour Day, a holiday of DE-BE (Pacific/Auckland)');
    const schedule = { schedule: { cron: '0 10 ? * TUE *', timeZone: 'Pacific/Auckland' } };
    expect(await at(evening, schedule)).toContain('(Pacific/Auckland)');
  });

  it('passes on the first day that was looked up, and on the last', async () => {
    expect(await at(Date.UTC(2025, 0, 1, 12))).toBeUndefined();
    expect(await at(Date.UTC(2028, 11, 31, 12))).toBeUndefined();
  });

  it('cannot be evaluated beyond the days that were looked up, or without them: refuses', async () => {
    expect(await at(Date.UTC(2029, 0, 1, 12))).toBe(
      'the holidays of DE-BE are known from 2025-01-01 to 2028-12-31, and it is 2029-01-01 (Europe/Berlin): synthesize and deploy it again',
    );
    expect(await at(Date.UTC(2028, 11, 31, 22, 50))).toContain('are known from');
    expect(await at(Date.UTC(2024, 11, 31, 12))).toContain('and it is 2024-12-31');
    expect(await at(now, { calendar: { ...calendar, of: { country: 'FR' } } })).toContain('nobody has looked up');
    const whole = planOf({ guardrails: { holidays: { country: 'DE' } } });
    expect((await holiday.check(question({ plan: whole }), ports()))?.why).toContain('the holidays of DE for this');
    const none = planOf({ guardrails: { holidays } });
    expect((await holiday.check(question({ plan: none }), ports()))?.why).toContain('nobody has looked up');
    expect(await at(now, { calendar: { ...calendar, timeZones: ['No/Where'] } })).toContain('could not be checked');
  });
});

import { describe, expect, it } from 'vitest';
import { blackout } from '../../../../core/guardrails/blackout.ts';
import { minimumGap } from '../../../../core/guardrails/minimum-gap.ts';
import { window } from '../../../../core/guardrails/window.ts';
import type { RunRecord, TerminalRecord } from '../../../../core/history/run-record.ts';
import { broken, now, planOf, ports, question, run, runsOf } from '../../../fixtures/decisions/question.ts';

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

  it('refuses a run that would still inject when the window closes', async () => {
    expect(await at(Date.UTC(2026, 2, 3, 15, 50))).toContain('the window closes before');
    // Gate and waves of the plan take 15 minutes.
    expect(await at(Date.UTC(2026, 2, 3, 15, 44))).toBeUndefined();
  });

  it('refuses a time zone that does not exist', async () => {
    expect(await at(now, [{ ...berlin, timeZone: 'Europe/Atlantis' }])).toContain('could not be checked');
  });
});

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

  it('counts days in the zone of the first window', async () => {
    const auckland = {
      windows: [{ ...berlin, days: 'MON-SUN', from: '00:00', to: '23:59', timeZone: 'Pacific/Auckland' }],
    };
    const late = question({
      plan: rails({ blackouts: [{ name: 'freeze', from: '2026-03-04', to: '2026-03-04' }], ...auckland }),
      now: Date.UTC(2026, 2, 3, 12, 0),
    });
    expect((await blackout.check(late, ports()))?.why).toContain('Pacific/Auckland');
  });

  it('refuses a run whose lease reaches into it', async () => {
    const plan = rails({ blackouts: [{ name: 'freeze', from: '2026-03-04', to: '2026-03-05' }] });
    expect(await blackout.check(question({ plan, now: Date.UTC(2026, 2, 3, 23, 50) }), ports())).toBeDefined();
  });

  it('refuses when its zone does not exist', async () => {
    expect(await on('2026-01-01', '2026-01-02', { windows: [{ ...berlin, timeZone: 'No/Where' }] })).toContain(
      'could not be checked',
    );
  });
});

describe('minimum-gap', () => {
  const ended = (ago: number, over: Partial<TerminalRecord> = {}): Partial<RunRecord> => ({
    phase: 'concluded',
    terminal: {
      runId: 'other',
      at: now - ago,
      end: 'completed',
      verdict: 'held',
      recovery: 'restored',
      reason: '',
      ...over,
    },
  });
  const following = async (over: Partial<RunRecord>, runId?: string) =>
    (
      await minimumGap.check(
        question({ plan: rails({ minimumGap: 'PT1H' }), runId }),
        ports({ runs: runsOf([run(over)]) }),
      )
    )?.why;

  it('refuses too soon after the last run, or while one goes on', async () => {
    expect(await following(ended(3_599_000))).toBe('run other is less than PT1H ago: wait until 2026-03-03T09:31Z');
    expect(await following({})).toContain('wait for its end');
  });

  it('passes when the gap is over, for itself, and after a refused run', async () => {
    expect(await following(ended(3_600_000))).toBeUndefined();
    expect(await following({}, 'other')).toBeUndefined();
    expect(await following(ended(1000, { end: 'refused' }))).toBeUndefined();
    expect(await following({ ...ended(1000), experiment: 'another' })).toBeUndefined();
  });

  it('refuses when runs cannot be listed', async () => {
    const dead = ports({ runs: { ...runsOf([]), list: broken } });
    expect(await minimumGap.check(question({ plan: rails({ minimumGap: 'PT1H' }) }), dead)).toMatchObject({
      rule: 'minimum-gap',
    });
  });
});

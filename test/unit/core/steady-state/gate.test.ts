import { describe, expect, it } from 'vitest';
import { deviation } from '../../../../core/steady-state/deviation.ts';
import { gate } from '../../../../core/steady-state/gate.ts';
import { recoveryOf } from '../../../../core/steady-state/recovery.ts';
import { each, minute, p99, page, t0 } from '../../../fixtures/decisions/series.ts';
import { zoneDrill } from '../../../fixtures/history/definition.ts';

describe('the gate', () => {
  const deadline = t0 + 10 * minute;
  const open = (values: readonly number[], now: number, extra: Parameters<typeof gate>[1] = []) =>
    gate({ probes: extra.length > 0 ? [p99, page] : [p99] }, [...each(values), ...extra], now, deadline);

  it('holds with enough fresh samples within tolerance', () => {
    expect(open([100, 100, 100], t0 + 4 * minute).decision).toBe('held');
  });

  it('waits for more, and for a breach to pass', () => {
    expect(open([100, 100], t0 + 3 * minute)).toEqual({ decision: 'wait', why: 'p99 has 2 of 3 samples' });
    expect(open([100, 900, 100], t0 + 4 * minute)).toEqual({
      decision: 'wait',
      why: 'p99 reached 900 at 10:01 UTC, above 800',
    });
    expect(open([900, 100, 100, 100], t0 + 5 * minute).decision).toBe('held');
  });

  it('takes no old samples for fresh ones', () => {
    expect(open([100, 100, 100], t0 + 7 * minute).decision).toBe('held');
    expect(open([100, 100, 100], t0 + 7 * minute + 1)).toEqual({ decision: 'wait', why: 'p99 has no fresh data' });
  });

  it('fails at the deadline, for a breach as for silence', () => {
    expect(open([], deadline)).toEqual({ decision: 'failed', why: 'p99 has 0 of 3 samples' });
    expect(open([100, 100, 900], deadline).decision).toBe('failed');
  });

  it('asks every probe of before', () => {
    const bad = [{ probe: 'page', at: t0 + 4 * minute, value: 503, ok: false }];
    expect(open([100, 100, 100], t0 + 4 * minute, bad).why).toContain('page was 503');
  });
});

describe('deviation', () => {
  const watched = (rule: object) => ({
    hypothesis: { ...zoneDrill.hypothesis, probes: [p99, page] },
    guardrails: { stopWhen: [{ probe: 'p99', for: 'PT2M', ...rule }] },
    steps: zoneDrill.steps,
  });
  const above = watched({ above: 2000 });

  it('needs the whole duration, one sample after the other', () => {
    expect(deviation(above, each([100, 2500, 100, 2500]), t0 + 4 * minute)).toBeUndefined();
    expect(deviation(above, each([100, 2500, 2001]), t0 + 4 * minute)).toEqual({
      probe: 'p99',
      why: 'p99 was 2,001 at 10:02 UTC, above 2,000 for PT2M',
    });
    expect(deviation(above, each([2000, 2000, 2000]), t0 + 4 * minute)).toBeUndefined();
  });

  it('does not take a gap for good', () => {
    const gap = each([2500, 2500, 2500]).filter((_, n) => n !== 1);
    expect(deviation(above, gap, t0 + 4 * minute)).toBeDefined();
  });

  it('knows below', () => {
    expect(deviation(watched({ below: 50 }), each([10, 20]), t0 + 3 * minute)?.why).toContain('below 50');
  });

  it('lets a breach of the tolerance alone run on', () => {
    expect(deviation(above, each([1500, 1500, 1500]), t0 + 4 * minute)).toBeUndefined();
  });

  it('ends when a monitor falls silent for two periods and publication', () => {
    expect(deviation(above, each([100]), t0 + 5 * minute)).toBeUndefined();
    expect(deviation(above, each([100]), t0 + 5 * minute + 1)?.why).toContain('p99 had no data for more than 300 s');
  });

  it('ends when there never was any, once a look has said so', () => {
    expect(deviation(above, [], t0 + 9 * minute)).toBeUndefined();
    const said = [{ probe: 'p99', at: t0 + 9 * minute, ok: false, detail: 'no fresh data' }];
    expect(deviation(above, said, t0 + 9 * minute)?.probe).toBe('p99');
    const failedLook = [{ probe: 'p99', at: t0 + minute, detail: 'throttled' }];
    expect(deviation(above, failedLook, t0 + minute)).toBeUndefined();
  });
});

describe('recovery', () => {
  const hypothesis = { probes: [p99], recovery: { within: 'PT5M', hold: 'PT2M' } };
  const following = (values: readonly number[], now: number) => recoveryOf(hypothesis, each(values), t0, now);

  it('counts from the end of the faults to the first instant from which all held', () => {
    expect(following([100, 100], t0 + 3 * minute)).toEqual({ state: 'recovered', after: 0 });
    expect(following([900, 900, 100, 100], t0 + 5 * minute)).toEqual({ state: 'recovered', after: 2 * minute });
  });

  it('waits until it has held', () => {
    expect(following([], t0 + minute).state).toBe('waiting');
    expect(following([900, 100], t0 + 3 * minute).state).toBe('waiting');
    expect(following([900, 100, 900, 100], t0 + 5 * minute).state).toBe('waiting');
    expect(following([900, 100, 900, 100, 100], t0 + 6 * minute)).toEqual({ state: 'recovered', after: 3 * minute });
  });

  it('fails for a breach later than it may take', () => {
    expect(following([900, 900, 900, 900, 900, 100, 100], t0 + 9 * minute)).toEqual({
      state: 'recovered',
      after: 5 * minute,
    });
    expect(following([900, 900, 900, 900, 900, 950], t0 + 7 * minute)).toEqual({
      state: 'failed',
      why: 'p99 reached 950 at 10:05 UTC, above 800, after the PT5M allowed for recovery',
    });
    expect(following([100, 100, 100, 100, 100, 100, 900], t0 + 8 * minute).state).toBe('failed');
  });

  it('fails when the proof should long have come', () => {
    expect(following([], t0 + 12 * minute).state).toBe('waiting');
    expect(following([], t0 + 12 * minute + 1)).toEqual({ state: 'failed', why: 'p99 had no data to show recovery' });
  });

  it('leaves out what was before the end', () => {
    expect(recoveryOf(hypothesis, [...each([900], t0 - minute), ...each([1, 1])], t0, t0 + 3 * minute).state).toBe(
      'recovered',
    );
  });
});

import { describe, expect, it } from 'vitest';
import type { Tolerance } from '../../../../core/experiment/schema/probes.ts';
import { breachSentence } from '../../../../core/steady-state/breach.ts';
import { parseExpression } from '../../../../core/steady-state/metric-math.ts';
import { phaseOf } from '../../../../core/steady-state/phase.ts';
import { describe as inWords, within } from '../../../../core/steady-state/tolerance.ts';
import { minute, p99, page, t0 } from '../../../fixtures/decisions/series.ts';

describe('a tolerance', () => {
  it.each<[Tolerance, (number | string | boolean)[], (number | string | boolean)[]]>([
    [{ equals: 'OK' }, ['OK'], ['ALARM', 1]],
    [{ equals: 3 }, [3], ['3', 2]],
    [{ atLeast: 99.5 }, [99.5, 100], [99.49, Number.NaN, 'x']],
    [{ atMost: 800 }, [800, -1], [800.1, Number.POSITIVE_INFINITY]],
    [{ between: [1, 2] }, [1, 2], [0.9, 2.1]],
    [{ oneOf: [200, 'OK'] }, [200, 'OK'], [201, '200']],
    [{ matches: '^2..$' }, [200, '299'], [302]],
    [{ status: 200 }, [200], [503]],
    [{ changeAtMost: 10 }, [90, 100, 110], [89.9, 110.1]],
  ])('%j holds and breaks', (tolerance, good, bad) => {
    for (const value of good) expect(within(tolerance, value, 100), String(value)).toBe(true);
    for (const value of bad) expect(within(tolerance, value, 100), String(value)).toBe(false);
    expect(inWords(tolerance)).not.toBe('');
  });

  it('of a change needs a baseline, and from 0 allows none', () => {
    expect(within({ changeAtMost: 10 }, 100)).toBe(false);
    expect(within({ changeAtMost: 10 }, 0, 0)).toBe(true);
    expect(within({ changeAtMost: 10 }, 0.1, 0)).toBe(false);
  });
});

describe('the sentence of a breach', () => {
  const at = t0 + 12 * minute;
  const say = (expect: Tolerance, value: number | string, baseline?: number) =>
    breachSentence({ ...p99, expect }, [{ probe: 'p99', at, value }], baseline);

  it('names probe, value, time and bound', () => {
    expect(say({ atMost: 800 }, 2340)).toBe('p99 reached 2,340 at 10:12 UTC, above 800');
    expect(say({ atLeast: 99.5 }, 71.254)).toBe('p99 fell to 71.25 at 10:12 UTC, below 99.5');
    expect(say({ between: [1, 2] }, 3)).toBe('p99 was 3 at 10:12 UTC, not between 1 and 2');
    expect(say({ status: 200 }, 503)).toBe('p99 was 503 at 10:12 UTC, not status 200');
    expect(say({ changeAtMost: 10 }, 150, 100)).toBe('p99 changed by 50 % to 150 at 10:12 UTC, more than 10 %');
  });

  it('takes the worst of several', () => {
    const samples = [900, 2340, 1200].map((value, n) => ({ probe: 'p99', at: at + n * minute, value }));
    expect(breachSentence(p99, samples)).toContain('2,340 at 10:13');
  });
});

describe('metric maths', () => {
  const value = (text: string, values = {}) => {
    const parsed = parseExpression(text);
    return parsed.ok ? parsed.evaluate(values) : parsed.why;
  };

  it('knows precedence, parentheses, signs and names', () => {
    expect(value('1 + 2 * 3')).toBe(7);
    expect(value('(1 + 2) * 3')).toBe(9);
    expect(value('8 - 2 - 3')).toBe(3);
    expect(value('8 / 2 / 2')).toBe(2);
    expect(value('-a * -(b - 1.5)', { a: 2, b: 2 })).toBe(1);
    expect(parseExpression('m1 / m2 + m1')).toMatchObject({ names: ['m1', 'm2'] });
  });

  it('has no value where a metric is missing or a division by zero is', () => {
    expect(value('a + b', { a: 1 })).toBeUndefined();
    expect(value('a / b', { a: 1, b: 0 })).toBeUndefined();
  });

  it.each(['', '1 +', '(1', '1 2', 'AVG(m1)', 'a $ b', ')'])('refuses %j', (text) => {
    expect(parseExpression(text).ok).toBe(false);
  });
});

describe('the phase of a sample', () => {
  const window = { injectedAt: t0 + 90_000, endedAt: t0 + 5 * minute };

  it('is by its own period', () => {
    const phase = (at: number) => phaseOf({ at }, p99, window);
    expect(phase(t0)).toBe('before');
    expect(phase(t0 + 30_000)).toBe('before');
    expect(phase(t0 + minute)).toBe('during'); // straddles the injection
    expect(phase(t0 + 4.5 * minute)).toBe('during'); // straddles the end
    expect(phase(t0 + 5 * minute)).toBe('after');
  });

  it('of a question is by its instant, and without an injection always before', () => {
    expect(phaseOf({ at: t0 + 90_001 }, page, window)).toBe('during');
    expect(phaseOf({ at: t0 + 9 * minute }, p99, {})).toBe('before');
    expect(phaseOf({ at: t0 + 9 * minute }, p99, { injectedAt: t0 })).toBe('during');
  });
});

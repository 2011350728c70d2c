import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventBridgeCron } from '../../../../apps/exchange/cron.ts';
import { booleanOf, durationOf, millisOf, numberOf, percentOf, times } from '../../../../apps/exchange/quantities.ts';
import { convert } from '../../../../apps/exchange/values.ts';

describe('quantities', () => {
  it.each([
    ['30', 30_000],
    [1.5, 1500],
    ['1m30s', 90_000],
    ['200ms', 200],
    ['5 minutes', 300_000],
    ['PT5M', 300_000],
    ['2h', 7_200_000],
    ['0.29s', 290],
    ['soon', undefined],
    ['5 apples', undefined],
    [-1, undefined],
    ['10s later', undefined],
  ])('%s is %s ms', (text, expected) => {
    expect(millisOf(text)).toBe(expected);
  });

  it('takes a bare number in the unit that its field has', () => {
    expect(millisOf('250', 'ms')).toBe(250);
    expect(durationOf(90)).toBe('PT1M30S');
  });

  it('turns a fraction into a percentage without a speck', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (parts) => {
        expect(times(parts / 10_000, 100)).toBe(parts / 100);
      }),
    );
  });

  it('knows percentages, numbers and switches from what only looks like them', () => {
    expect([percentOf('80 %'), percentOf(101), percentOf('x')]).toEqual([80, undefined, undefined]);
    expect([numberOf('1e3'), numberOf('0x10'), numberOf(' 7 '), numberOf(Number.NaN)]).toEqual([
      undefined,
      undefined,
      7,
      undefined,
    ]);
    expect([booleanOf('True'), booleanOf('disable'), booleanOf('perhaps')]).toEqual([true, false, undefined]);
  });

  it('refuses what looks like a secret, and what refers to nothing', () => {
    expect(convert({ written: undefined, today: undefined, refers: false, secret: true }, 'text')).toContain('secret');
    expect(convert({ written: undefined, today: undefined, refers: true }, 'text')).toContain('not in the file');
    expect(convert({ written: '${parameters.x}', today: undefined, refers: true }, 'duration')).toContain(
      'only when it runs',
    );
    expect(convert({ written: '${parameters.x}', today: 5, refers: true }, 'percent')).toEqual({
      value: '${parameters.x}',
    });
  });
});

describe('cron', () => {
  it.each([
    ['0 2 * * 1-5', '0 2 ? * MON-FRI *'],
    ['*/10 * * * *', '*/10 * * * ? *'],
    ['0 0 1 * *', '0 0 1 * ? *'],
    ['0 0 9 ? * MON', '0 9 ? * MON *'],
    ['@daily', '0 0 * * ? *'],
    ['0 12 * * 0', '0 12 ? * SUN *'],
  ])('%s becomes %s', (text, cron) => {
    expect(eventBridgeCron(text)).toEqual({ cron });
  });

  it.each(['0 0 1 * 1', 'every day', '1 2 3', '0 0 * * $'])('%s has no counterpart', (text) => {
    expect(typeof eventBridgeCron(text)).toBe('string');
  });
});

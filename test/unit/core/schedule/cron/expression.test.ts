import { describe, expect, test } from 'vitest';
import { daysIn } from '../../../../../core/schedule/cron/days.ts';
import { parseCron } from '../../../../../core/schedule/cron/expression.ts';

const parsed = (text: string) => {
  const found = parseCron(text);
  if (!found.ok) throw new Error(`${found.found}: ${found.allowed}`);
  return found.cron;
};

describe('a field', () => {
  test.each<[string, readonly number[]]>([
    ['0', [0]],
    ['0,30', [0, 30]],
    ['30,0,30', [0, 30]],
    ['5-8', [5, 6, 7, 8]],
    ['0/15', [0, 15, 30, 45]],
    ['*/20', [0, 20, 40]],
    ['50/4', [50, 54, 58]],
    ['10-20/5,59', [10, 15, 20, 59]],
  ])('minutes %s', (text, minutes) => {
    expect(parsed(`${text} 10 ? * TUE *`).minutes).toEqual(minutes);
  });

  test('months and weekdays go by number or by name, in any case', () => {
    expect(parsed('0 10 ? jan-Mar,DEC 2-6 *').months).toEqual([1, 2, 3, 12]);
    expect(parsed('0 10 ? * mon-FRI *').days).toEqual(parsed('0 10 ? * 2-6 *').days);
    expect(parsed('0 10 ? * SUN *').days).toEqual({ by: 'weekday', weekdays: [1] });
  });
});

test.each([
  ['0 10 * * TUE', '"0 10 * * TUE", which has 5 fields', /six fields/],
  ['hourly', '"hourly", which has one field', /six fields/],
  ['0 10 * * TUE *', 'day of month "*" and day of week "TUE"', /exactly one of the two is \?/],
  ['0 10 ? * ? *', 'day of month "?" and day of week "?"', /exactly one of the two is \?/],
  ['60 10 ? * TUE *', 'minutes "60"', /^0 to 59/],
  ['0 24 ? * TUE *', 'hours "24"', /^0 to 23/],
  ['0 10 0 * ? *', 'day of month "0"', /^1 to 31/],
  ['0 10 ? * 0 *', 'day of week "0"', /^1 to 7, SUN to SAT/],
  ['0 10 ? * MO *', 'day of week "MO"', /SUN to SAT/],
  ['0 10 ? 13 TUE *', 'month "13"', /^1 to 12, JAN to DEC/],
  ['0 10 ? * TUE 1969', 'year "1969"', /^1970 to 2199/],
  ['0 22-2 ? * TUE *', 'hours "22-2"', /such as 22-23,0-2/],
  ['0 10 ? * FRI-MON *', 'day of week "FRI-MON"', /such as FRI-7,1-MON/],
  ['0/0 10 ? * TUE *', 'minutes "0/0"', /steps such as/],
  ['0//5 10 ? * TUE *', 'minutes "0//5"', /steps such as/],
  ['0/a5 10 ? * TUE *', 'minutes "0/a5"', /steps such as/],
  ['0/5a 10 ? * TUE *', 'minutes "0/5a"', /steps such as/],
  ['0/5/7 10 ? * TUE *', 'minutes "0/5/7"', /steps such as/],
  ['1-2-3 10 ? * TUE *', 'minutes "1-2-3"', /ranges such as/],
  ['1e1 10 ? * TUE *', 'minutes "1e1"', /^0 to 59/],
  ['5.0 10 ? * TUE *', 'minutes "5.0"', /^0 to 59/],
  ['0 10 ? * 6LX *', 'day of week "6LX"', /^1 to 7/],
  ['0 10 ? * 26L *', 'day of week "26L"', /stand alone/],
  ['0 10 ? * L,3 *', 'day of week "L,3"', /stand alone/],
  ['x 10 ? * TUE *', 'minutes "x"', /^0 to 59, ranges such as 0-3, steps such as 0\/5 and lists of these$/],
  [
    '0 10 ? x TUE *',
    'month "x"',
    /^1 to 12, JAN to DEC, ranges such as FEB-APR, steps such as 1\/5 and lists of these$/,
  ],
  [', 10 ? * TUE *', 'minutes ","', /^0 to 59/],
  ['0 10 LW * ? *', 'day of month "LW"', /stand alone/],
  ['0 10 L,15 * ? *', 'day of month "L,15"', /stand alone/],
  ['0 10 32W * ? *', 'day of month "32W"', /^1 to 31/],
  ['0 10 ? * 3#6 *', 'day of week "3#6"', /stand alone/],
  ['0 10 ? * 3#1,5#2 *', 'day of week "3#1,5#2"', /stand alone/],
  ['0 10 30 2 ? *', '"0 10 30 2 ? *", a day that no year has', /a day that comes/],
  ['0 10 29 2 ? 2027', '"0 10 29 2 ? 2027", a day that no year has', /a day that comes/],
])('%s is refused with what is wrong with it', (text, found, allowed) => {
  const result = parseCron(text);
  expect(result).toMatchObject({ ok: false, found });
  expect(!result.ok && result.allowed).toMatch(allowed);
});

// November 2026 begins on a Sunday and ends on a Monday; February 2028 has 29 days, from Tuesday to Tuesday.
test.each<[string, number, number, readonly number[]]>([
  ['0 10 L * ? *', 2028, 2, [29]],
  ['0 10 31 * ? *', 2026, 11, []],
  ['0 10 1W * ? *', 2026, 11, [2]],
  ['0 10 7W * ? *', 2026, 11, [6]],
  ['0 10 15W * ? *', 2026, 11, [16]],
  ['0 10 16W * ? *', 2026, 11, [16]],
  // A Saturday that is the first has its nearest weekday in the month before, and a Sunday that is the last in the one after.
  ['0 10 1W * ? *', 2026, 8, [3]],
  ['0 10 31W * ? *', 2027, 1, [29]],
  ['0 10 31W * ? *', 2026, 11, []],
  ['0 10 ? * L *', 2026, 11, [7, 14, 21, 28]],
  ['0 10 ? * 6L *', 2026, 11, [27]],
  ['0 10 ? * SUNL *', 2026, 11, [29]],
  ['0 10 ? * 3#2 *', 2026, 11, [10]],
  ['0 10 ? * SUN#5 *', 2026, 11, [29]],
  ['0 10 ? * TUE#5 *', 2026, 11, []],
  ['0 10 ? * TUE#5 *', 2028, 2, [29]],
])('%s in %i-%i', (text, year, month, days) => {
  expect(daysIn(year, month, parsed(text).days)).toEqual(days);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { number, percent } from '../../../../../apps/cli/text/numbers.ts';
import { plain, plainAll, plainLines } from '../../../../../apps/cli/text/plain.ts';
import { gauge, sparkline } from '../../../../../apps/cli/text/sparkline.ts';
import { pairs, table } from '../../../../../apps/cli/text/table.ts';
import { spoken } from '../../../../../apps/cli/text/times.ts';
import { cut, width, wrap } from '../../../../../apps/cli/text/width.ts';

const red = (text: string) => `\u001B[31m${text}\u001B[39m`;

describe('plain text', () => {
  it('takes away what would draw over the screen', () => {
    expect(plain('a\u001B[2J\u001B[1;1Hb\u001B]0;title\u0007c\rd\u202Ee\u0000f\u009Bg')).toBe('abc defg');
    expect(plainLines('a\nb\u001B[31m')).toBe('a\nb');
    expect(plainAll({ 'k\u001B[0m': ['v\u0007', 1, null, { x: 'y\n' }] })).toEqual({ k: ['v', 1, null, { x: 'y ' }] });
  });
  it('leaves no control character of any text', () => {
    const any = fc.string({ unit: fc.integer({ min: 0, max: 0x2100 }).map((code) => String.fromCodePoint(code)) });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may be left
    fc.assert(fc.property(any, (text) => !/[\u0000-\u001F\u007F-\u009F\u202A-\u202E]/.test(plain(text))));
  });
});

describe('width', () => {
  it('counts columns, not characters or colours', () => {
    expect([width('abc'), width(red('abc')), width('日本'), width('e\u0301'), width('🚀')]).toEqual([3, 3, 4, 1, 2]);
  });
  it('cuts to the columns and closes colours', () => {
    expect(cut('abcdef', 4)).toBe('abc…');
    expect(cut('abcd', 4)).toBe('abcd');
    expect(cut(red('abcdef'), 4)).toBe('\u001B[31mabc…\u001B[0m');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, columns) => width(cut(text, columns)) <= columns),
    );
  });
  it('wraps at words', () => expect(wrap('one two three', 7)).toEqual(['one two', 'three']));
});

describe('tables', () => {
  it('aligns columns whatever the colour, and shows what is empty', () => {
    expect(
      table(
        [{ title: 'a' }, { title: 'n', align: 'right' }],
        [
          [red('xyz'), '1'],
          ['', '22'],
        ],
      ),
    ).toEqual(['a     n', `${red('xyz')}   1`, '–    22']);
    expect(
      pairs(
        [
          ['Run', 'x'],
          ['Seed', '7'],
        ],
        80,
      ),
    ).toEqual(['Run   x', 'Seed  7']);
    expect(pairs([['Cost', 'aaaa bbbb cccc dddd eeee ffff']], 26, '  ')).toEqual([
      '  Cost  aaaa bbbb cccc dddd',
      '        eeee ffff',
    ]);
  });
});

describe('figures', () => {
  it.each([
    [0, '0s'],
    [250, '250ms'],
    [45_000, '45s'],
    [200_000, '3m20s'],
    [600_000, '10m'],
    [3_599_600, '1h'],
    [3_900_000, '1h05m'],
    [90_000_000, '1d01h'],
    [-65_000, '-1m05s'],
  ])('%i ms is %s', (millis, text) => expect(spoken(millis)).toBe(text));
  it('keeps the digits that say something', () =>
    expect([number(99.987), number(0.12345), number(1234.5), percent(33.333)]).toEqual([
      '99.99',
      '0.123',
      '1,235',
      '33.3 %',
    ]));
});

describe('sparkline', () => {
  it('spans the values and the tolerance, with gaps where there was no data', () => {
    expect(sparkline([0, 7], 8)).toBe('▁█');
    expect(sparkline([0, undefined, 1], 8, [7])).toBe('▁ ▂');
    expect(sparkline([5, 5], 8)).toBe('▅▅');
    expect(sparkline([1, 2, 3, 4], 2)).toHaveLength(2);
  });
  it('never fills a gauge beyond its ends', () =>
    expect([gauge(-1, 4), gauge(0.5, 4), gauge(9, 4)]).toEqual(['░░░░', '██░░', '████']));
});

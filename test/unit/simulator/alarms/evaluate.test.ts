import { describe, expect, it } from 'vitest';
import { breaches, decide } from '../../../../simulator/alarms/evaluate.ts';
import type { AlarmStateValue } from '../../../../simulator/cloud.ts';

const treatments = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;

/** X breaches, 0 does not, − is missing; oldest first, five periods as in CloudWatch's own tables. */
const range = (row: string) => row.split(' ').map((mark) => (mark === 'X' ? 1 : mark === '0' ? 0 : undefined));

const decideRow = (row: string, breaching: number, of: number, missingData: (typeof treatments)[number]) =>
  decide({ comparison: 'above', threshold: 0.5, breaching, of, missingData }, range(row), 'OK');

/** `retain`: the state stays, whatever it is. */
const tables: readonly {
  readonly rule: readonly [breaching: number, of: number];
  readonly rows: readonly (readonly [string, ...(AlarmStateValue | 'retain')[]])[];
}[] = [
  {
    rule: [3, 3],
    rows: [
      ['0 - X - X', 'OK', 'OK', 'OK', 'OK'],
      ['- - - - 0', 'OK', 'OK', 'OK', 'OK'],
      ['- - - - -', 'INSUFFICIENT_DATA', 'retain', 'ALARM', 'OK'],
      ['0 X X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
      ['- - X - -', 'ALARM', 'retain', 'ALARM', 'OK'],
    ],
  },
  {
    rule: [2, 3],
    rows: [
      ['0 - X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
      ['0 0 X 0 X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
      ['0 - X - -', 'OK', 'OK', 'ALARM', 'OK'],
      ['- - - - 0', 'OK', 'OK', 'ALARM', 'OK'],
      ['- - - X -', 'ALARM', 'retain', 'ALARM', 'OK'],
    ],
  },
  {
    rule: [1, 1],
    rows: [
      ['X X X X 0', 'OK', 'OK', 'OK', 'OK'],
      ['0 0 0 0 X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
      ['0 0 0 X -', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ],
  },
];

describe('an alarm decides from its datapoints as CloudWatch documents', () => {
  for (const { rule, rows } of tables) {
    for (const [row, ...expected] of rows) {
      for (const [i, treatment] of treatments.entries()) {
        it(`${rule[0]} of ${rule[1]}, ${row}, missing data ${treatment}: ${expected[i]}`, () => {
          const [breaching, of] = rule;
          if (expected[i] !== 'retain') {
            expect(decideRow(row, breaching, of, treatment)).toBe(expected[i]);
            return;
          }
          for (const state of ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const) {
            const alarm = { comparison: 'above', threshold: 0.5, breaching, of, missingData: treatment } as const;
            expect(decide(alarm, range(row), state)).toBe(state);
          }
        });
      }
    }
  }

  it('looks only at the newest of all datapoints', () => {
    expect(decideRow('X X 0 0 0', 2, 3, 'breaching')).toBe('OK');
    expect(decideRow('X X 0 0 X', 2, 3, 'breaching')).toBe('OK');
  });
});

describe('a threshold', () => {
  it.each([
    ['above', [false, false, true]],
    ['atLeast', [false, true, true]],
    ['below', [true, false, false]],
    ['atMost', [true, true, false]],
  ] as const)('%s breaches strictly or not, as it says', (comparison, expected) => {
    expect([9, 10, 11].map((value) => breaches({ comparison, threshold: 10 }, value))).toEqual(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { type Known, notKnown } from '../../../../../core/conformity/known.ts';
import { headroomAheadCheck } from '../../../../../core/drill/pre-checks/headroom-ahead.ts';
import type { Ahead } from '../../../../../core/ports/standby.ts';
import { now, ports, question } from './question.ts';

const minute = 60_000;
const stage = { ...ports().stage, platform: 'simulated' as const };
/** By the minute from the move on, until five minutes beyond the objective. */
const told = (...values: readonly number[]): Ahead => ({
  moved: now,
  until: now + 10 * minute,
  series: [values.map((value, i) => ({ at: now + i * minute, value }))],
});
const look = (ahead: Known<Ahead>, asked = question()) =>
  headroomAheadCheck.look(asked, ports({}, { stage, standby: { ...ports().standby, ahead: async () => ahead } }));

describe('headroom, run ahead', () => {
  it('is ok where users are served again after the objective, whatever they saw before', async () => {
    expect(await look(told(0, 0, 0, 0, 0, 99.5, 99.9, 99.9, 99.9, 99.9))).toEqual([
      { check: 'headroom', of: 'success-rate, run ahead', state: 'ok', measured: '99.5', needed: 'at least 99' },
    ]);
  });

  it('fails where they are not, and says how far from it', async () => {
    expect(await look(told(99, 99, 99, 99, 99, 99.5, 71, 70.4, 72, 99.5))).toMatchObject([
      {
        state: 'fails',
        measured: '70.4',
        says: 'with the move made, the world run ahead has success-rate at 70.4 5 min and more after it, and it is to be at least 99: give the other place more capacity, for good or by a capacity mover of the drill',
      },
    ]);
  });

  it('cannot be evaluated where the world cannot be run ahead, or a probe has no data there: not known', async () => {
    expect(await look(notKnown('the simulator does not model x'))).toMatchObject([
      { state: 'unknown', says: expect.stringContaining('the simulator does not model x') },
    ]);
    expect(await look(told())).toMatchObject([{ state: 'unknown', says: expect.stringContaining('no data') }]);
  });

  it('is not asked of AWS', async () => {
    expect(await headroomAheadCheck.look(question(), ports())).toEqual([]);
  });
});

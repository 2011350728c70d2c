/** Until when users may still be where movers led them. */
import { expect, test } from 'vitest';
import type { JournalEntry } from '../../../../core/history/journal.ts';
import { backLine, later, leavingOf, seenBack, stillThere } from '../../../../core/lifecycle/leaving.ts';
import { drillPlan } from './drill.ts';
import { begin, runId } from './world.ts';

const minute = 60_000;
const steps = drillPlan.steps!.map((step) => ({
  ...step,
  ...(step.id === 'away' && { lingers: minute }),
  ...(step.id === 'room' && { serves: true as const }),
}));
const [loss, room, away] = steps.map(({ id, wave }) => ({ id: `${wave}/${id}`, stepId: id }));
const leaving = { stepId: 'away', lingers: minute, until: begin + minute };

test('they leave for as long as the plan says, from when their mover was seen back', () => {
  expect(leavingOf(away!, { steps }, begin)).toEqual(leaving);
  expect(leavingOf(away!, { steps }, undefined)).toBeUndefined();
  expect(leavingOf(room!, { steps }, begin)).toBeUndefined();
  expect(leavingOf({ ...away!, id: '9/unknown' }, { steps }, begin)).toBeUndefined();
});

test('of two the one that lasts longer counts, and of equal ones the first', () => {
  const longer = { ...leaving, until: leaving.until + 1 };
  const same = { ...leaving };
  expect(later(leaving, longer)).toBe(longer);
  expect(later(longer, leaving)).toBe(longer);
  expect(later(leaving, same)).toBe(leaving);
  expect(later(undefined, leaving)).toBe(leaving);
  expect(later(leaving, undefined)).toBe(leaving);
});

test('what serves them stands until then, and nothing else does', () => {
  const why = 'whom away led there may stay for 1 min after it is back';
  expect(stillThere([loss!, room!], { steps }, leaving, leaving.until - 1)).toEqual({ until: 'users have left', why });
  expect(stillThere([room!], { steps }, leaving, leaving.until)).toBeUndefined();
  expect(stillThere([room!], { steps }, undefined, begin)).toBeUndefined();
  expect(stillThere([loss!, { id: '9/unknown' }], { steps }, leaving, begin)).toBeUndefined();
});

test('that a mover is back is told once somebody has to wait for it, and read again', () => {
  const [line] = backLine(away!, { steps });
  expect(line).toEqual({
    type: 'undoing',
    entryId: '4/away',
    how: 'back: users have left after 1 min',
    waits: true,
    back: true,
  });
  expect(backLine(room!, { steps })).toEqual([]);
  const at = (when: number, event: object) =>
    ({ runId, step: 'Undo', wave: 1, visit: 0, n: 0, at: when, ...event }) as JournalEntry;
  const journal = [
    at(begin, { type: 'undoing', entryId: '4/away', how: 'stopping' }),
    at(begin + 1, { ...line!, entryId: '3/room' }),
    at(begin + 2, line!),
    at(begin + 3, line!),
  ];
  expect(seenBack(away!, journal)).toBe(begin + 2);
  expect(seenBack(loss!, journal)).toBeUndefined();
});

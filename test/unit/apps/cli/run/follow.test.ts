import { describe, expect, it } from 'vitest';
import type { Platform } from '../../../../../apps/cli/platforms/platform.ts';
import { follow, nextPause } from '../../../../../apps/cli/run/follow.ts';
import type { JournalEntry } from '../../../../../core/history/journal.ts';
import type { RunHistory } from '../../../../../core/history/run-history.ts';
import { histories } from '../../../../fixtures/histories.ts';

const held = histories.held!;
const { terminal: _at, ...open } = held.record;

/** What each look shows: so many lines of the journal, and whether the run is concluded. */
function following(looks: readonly (readonly [lines: number, concluded: boolean] | undefined)[], driven = true) {
  let look = 0;
  const platform = {
    looks: { every: 1, atMost: 2 },
    isDriven: () => driven,
    async history() {
      const seen = looks[Math.min(look++, looks.length - 1)];
      if (!seen) return undefined;
      const [lines, concluded] = seen;
      return { ...held, record: concluded ? held.record : open, journal: held.journal.slice(0, lines) };
    },
  } as unknown as Platform;
  const heard: JournalEntry[] = [];
  const first: RunHistory = { ...held, record: open, journal: [] };
  const over = () => look > 20;
  const listener = { entry: (each: JournalEntry) => void heard.push(each), tick() {}, over };
  return {
    heard,
    looked: () => look,
    end: (signal = new AbortController().signal) => follow(platform, first, { ...listener, signal }),
  };
}

const all = held.journal.length;

describe('following a run by its history', () => {
  it('tells every line once, in order, and ends with the terminal record', async () => {
    const run = following([[3, false], undefined, [3, false], [7, false], [all, true]]);
    expect((await run.end()).record.terminal).toEqual(held.record.terminal);
    expect(run.heard).toEqual(held.journal);
  });
  it('waits for the last line, which is written after the record is concluded', async () => {
    const run = following([
      [all - 1, true],
      [all - 1, true],
      [all, true],
    ]);
    await run.end();
    expect(run.heard.at(-1)).toMatchObject({ type: 'concluded' });
  });
  it('does not wait for it forever', async () => {
    const run = following([[all - 1, true]]);
    expect((await run.end()).record.terminal).toBeDefined();
    expect(run.looked()).toBe(5);
  });
  it('ends without a terminal record when nobody drives the run, or the person leaves', async () => {
    expect((await following([[3, false]], false).end()).record.terminal).toBeUndefined();
    const left = new AbortController();
    left.abort();
    const run = following([[3, false]]);
    expect((await run.end(left.signal)).journal).toHaveLength(3);
    expect(run.looked()).toBe(1);
  });
  it('looks more rarely while nothing comes, and at once again when something does', () => {
    const looks = { every: 2000, atMost: 8000 };
    const pauses: number[] = [2000];
    for (const news of [false, false, false, true]) pauses.push(nextPause(pauses.at(-1)!, looks, news));
    expect(pauses).toEqual([2000, 4000, 8000, 8000, 2000]);
  });
});

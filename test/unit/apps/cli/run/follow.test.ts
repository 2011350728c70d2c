import { describe, expect, it } from 'vitest';
import type { Platform } from '../../../../../apps/cli/platforms/platform.ts';
import { follow, nextPause } from '../../../../../apps/cli/run/follow.ts';
import type { JournalEntry } from '../../../../../core/history/journal.ts';
import type { RunHistory } from '../../../../../core/history/run-history.ts';
import { histories } from '../../../../fixtures/histories.ts';

const held = histories.held!;
const { terminal: _at, ...open } = held.record;

/** What each look shows: so many lines of the journal, and whether the run is concluded. */
function following(
  looks: readonly (readonly [lines: number, concluded: boolean] | undefined)[],
  { driven = true, now }: { readonly driven?: boolean; readonly now?: number } = {},
) {
  let look = 0;
  const platform = {
    looks: { every: 1, atMost: 2 },
    flags: ' --aws',
    ...(now !== undefined && { now: () => now }),
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
  const said: string[] = [];
  const over = () => look > 20;
  const listener = {
    entry: (each: JournalEntry) => void heard.push(each),
    tick() {},
    say: (text: string) => void said.push(text),
    over,
  };
  return {
    heard,
    said,
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
    expect((await following([[3, false]], { driven: false }).end()).record.terminal).toBeUndefined();
    const left = new AbortController();
    left.abort();
    const run = following([[3, false]]);
    expect((await run.end(left.signal)).journal).toHaveLength(3);
    expect(run.looked()).toBe(1);
  });
  it('says once when a run should be over by now, where time is the wall’s', async () => {
    const looks = [
      [3, false],
      [3, false],
      [all, true],
    ] as const;
    const late = following(looks, { now: open.lease!.until + 11 * 60_000 });
    await late.end();
    expect(late.said).toEqual([expect.stringMatching(/lease ended 11m ago, and it is not at rest: squall reap --aws/)]);
    for (const run of [following(looks, { now: open.lease!.until + 60_000 }), following(looks)]) {
      await run.end();
      expect(run.said).toEqual([]);
    }
  });
  it('looks more rarely while nothing comes, and at once again when something does', () => {
    const looks = { every: 2000, atMost: 8000 };
    const pauses: number[] = [2000];
    for (const news of [false, false, false, true]) pauses.push(nextPause(pauses.at(-1)!, looks, news));
    expect(pauses).toEqual([2000, 4000, 8000, 8000, 2000]);
  });
});

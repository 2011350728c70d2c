/** Follows a run by looking at its history, until it is at rest. */
import { setTimeout as pause } from 'node:timers/promises';
import type { JournalEntry } from '../../../core/history/journal.ts';
import type { RunHistory } from '../../../core/history/run-history.ts';
import type { Instant, Millis } from '../../../core/ports/clock.ts';
import type { Platform } from '../platforms/platform.ts';
import { overdue } from './overdue.ts';

export interface Following {
  entry(entry: JournalEntry): void;
  /** Once a second where time is the wall's. */
  tick(now: Instant): void;
  say(text: string): void;
  /** Nobody reads any more, or the person has left. */
  over(): boolean;
  readonly signal: AbortSignal;
}

const second: Millis = 1000;
/** The record is concluded a moment before its last line is written. */
const looksForTheLastLine = 5;

/** Pure: twice as long after a look in vain, the shortest again after one that showed something. */
export const nextPause = (before: Millis, { every, atMost }: Platform['looks'], news: boolean): Millis =>
  news ? every : Math.min(before * 2, atMost);

/**
 * @returns the history as it was seen last: with its terminal record, or without when
 *   nobody drives the run any more, `over` says so, or the signal does
 */
export async function follow(platform: Platform, first: RunHistory, following: Following): Promise<RunHistory> {
  const { now } = platform;
  const ticking = now && setInterval(() => following.tick(now()), second);
  try {
    return await look(platform, first, following);
  } finally {
    clearInterval(ticking);
  }
}

async function look(
  platform: Platform,
  first: RunHistory,
  { entry, say, over, signal }: Following,
): Promise<RunHistory> {
  let worry: string | undefined;
  let history = first;
  let seen = 0;
  let wait = platform.looks.every;
  let lastLooks = 0;
  for (;;) {
    // Asked before the look: an owner concludes before it lets go.
    const driven = platform.isDriven();
    history = (await platform.history(history.record.runId)) ?? history;
    const news = history.journal.slice(seen);
    for (const each of news) entry(each);
    seen = history.journal.length;
    if (platform.now && worry === undefined) {
      worry = overdue(history.record, platform.now(), platform.flags);
      if (worry !== undefined) say(worry);
    }
    if (history.record.terminal && (isWhole(history) || ++lastLooks >= looksForTheLastLine)) return history;
    if (!driven || over() || signal.aborted) return history;
    wait = nextPause(wait, platform.looks, history.record.terminal !== undefined || news.length > 0);
    await pause(wait, undefined, { signal }).catch(() => {});
  }
}

const isWhole = ({ journal }: RunHistory): boolean => journal.some(({ type }) => type === 'concluded');

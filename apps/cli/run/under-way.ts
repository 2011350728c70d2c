/** A run that someone at a keyboard has started, wherever it runs. */
import type { JournalEntry } from '../../../core/history/journal.ts';
import type { RunHistory } from '../../../core/history/run-history.ts';
import type { Instant } from '../../../core/ports/clock.ts';

export interface UnderWay {
  readonly runId: string;
  /** With its terminal record; without one once it has been left behind. */
  readonly finished: Promise<RunHistory | undefined>;
  /** Aborts and rolls back. Resolves once that is under way. */
  stop(reason: string): Promise<void>;
  /** Leaves it to its lease. */
  detach(): Promise<void>;
}

/** Whoever listens to a run. */
export interface Listener {
  entry(entry: JournalEntry): void;
  tick(now: Instant): void;
  say(text: string): void;
}

/** How a journal ends. */
import type { JournalEntry } from '../history/journal.ts';
import type { TerminalRecord } from '../history/run-record.ts';
import type { Instant } from '../ports/clock.ts';

/** The last line of every journal. Its key is fixed, so that it stands once, whoever writes it and however late. */
export const lastLine = (terminal: TerminalRecord, now: Instant): JournalEntry => ({
  runId: terminal.runId,
  at: now,
  step: 'Conclude',
  wave: 0,
  visit: 0,
  n: 0,
  type: 'concluded',
  terminal,
});

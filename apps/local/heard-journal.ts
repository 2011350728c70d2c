/** A journal that tells a listener of each entry once it is written, in order. */
import type { JournalEntry } from '../../core/history/journal.ts';
import type { Journal } from '../../core/ports/journal.ts';
import { redactTexts } from '../../core/secrets/redact.ts';

/** An entry that stood already, written again by a retried step, is not told again. */
export function heardJournal(journal: Journal, listener: (entry: JournalEntry) => void): Journal {
  const heard = new Set<string>();
  return {
    async append(entries) {
      await journal.append(entries);
      for (const entry of entries) {
        const key = [entry.runId, entry.step, entry.wave, entry.visit, entry.n].join(' ');
        if (heard.has(key)) continue;
        heard.add(key);
        listener(redactTexts(entry));
      }
    },
    read: (runId) => journal.read(runId),
  };
}

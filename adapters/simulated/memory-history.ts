/** Run history in memory, for rehearsals and for suites that need thousands of runs. It is gone with its process. */
import type { JournalEntry } from '../../core/history/journal.ts';
import { redactTexts } from '../../core/secrets/redact.ts';
import type { History } from './history.ts';
import { memoryLeftovers } from './memory-leftovers.ts';
import { memoryPromotions } from './memory-promotions.ts';
import { memoryRuns } from './memory-runs.ts';
import { memorySwitches } from './memory-switches.ts';
import { emptyTables, type MemoryTables } from './memory-tables.ts';

/** @param tables what it begins with, and writes to */
export function memoryHistory(tables: MemoryTables = emptyTables()): History {
  const { journals, definitions } = tables;
  return {
    ...memoryRuns(tables),
    leftovers: memoryLeftovers(tables),
    promotions: memoryPromotions(tables.promotions),
    journal: {
      async append(entries) {
        for (const entry of entries) {
          const own = journals.get(entry.runId) ?? new Map<string, JournalEntry>();
          const key = JSON.stringify([entry.step, entry.wave, entry.visit, entry.n]);
          if (!own.has(key)) own.set(key, redactTexts(entry));
          journals.set(entry.runId, own);
        }
      },
      async read(runId) {
        return [...(journals.get(runId)?.values() ?? [])];
      },
    },
    definitions: {
      async load(nameOrHash) {
        return definitions.findLast(
          ({ hash, experiment }) => hash === nameOrHash || experiment.metadata.name === nameOrHash,
        );
      },
    },
    switches: memorySwitches(tables),
    async storeDefinition(definition) {
      definitions.push(definition);
    },
  };
}

/** Leftovers in memory: what concluded runs left, until it is resolved. */
import { isOpen, type Leftover, resolvedAt } from '../../core/history/leftover.ts';
import type { Leftovers } from '../../core/ports/leftovers.ts';
import type { MemoryTables } from './memory-tables.ts';

export function memoryLeftovers({ leftovers }: MemoryTables): Leftovers {
  const of = (runId: string): readonly Leftover[] => [...(leftovers.get(runId)?.values() ?? [])];
  return {
    async open(resolvedSince = Number.POSITIVE_INFINITY) {
      return [...leftovers.keys()]
        .flatMap(of)
        .filter((leftover) => (resolvedAt(leftover) ?? Number.POSITIVE_INFINITY) >= resolvedSince)
        .sort((a, b) => a.since - b.since);
    },
    async of(runId) {
      return of(runId);
    },
    async acknowledge(runId, acknowledged) {
      for (const leftover of of(runId))
        if (isOpen(leftover)) leftovers.get(runId)?.set(leftover.entryId, { ...leftover, acknowledged });
      return of(runId);
    },
    async restored(runId, entryId, restored) {
      const leftover = leftovers.get(runId)?.get(entryId);
      if (!leftover || !isOpen(leftover)) return false;
      leftovers.get(runId)?.set(entryId, { ...leftover, restored });
      return true;
    },
  };
}

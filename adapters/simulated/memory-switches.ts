/** Kill switches in memory. */
import type { Switches } from '../../core/ports/switches.ts';
import type { MemoryTables } from './memory-tables.ts';

export const memorySwitches = (tables: Pick<MemoryTables, 'switches' | 'switchChanges'>): Switches => {
  const { switches, switchChanges } = tables;
  return {
    async raised() {
      return [...switches.values()].sort((a, b) => (a.scope < b.scope ? -1 : 1));
    },
    async raise(raised) {
      switches.set(raised.scope, raised);
      switchChanges.push({ action: 'raised', ...raised });
    },
    async lower(lowered) {
      if (!switches.delete(lowered.scope)) return false;
      switchChanges.push({ action: 'lowered', ...lowered });
      return true;
    },
    async audit() {
      return switchChanges.toReversed();
    },
  };
};

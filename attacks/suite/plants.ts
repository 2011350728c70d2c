/** Mistakes that the protocol is there to prevent, as the suite plants them: the same as the model check's. */
import type { History } from '../../adapters/simulated/history.ts';
import type { MemoryTables } from '../../adapters/simulated/memory-tables.ts';
import type { abort } from '../../core/lifecycle/abort.ts';
import type { Ports } from '../../core/ports/ports.ts';

export interface Plant {
  /** Changes what every function sees. */
  readonly ports?: (ports: Ports) => Ports;
  /** Changes the store. */
  readonly history?: (history: History, tables: MemoryTables) => Partial<Ports>;
  readonly abort?: typeof abort;
}

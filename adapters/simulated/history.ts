/** Run history on a laptop: the ports that core knows, one timeline (one simulated account) of one platform file. */
import type { StoredDefinition } from '../../core/ports/definitions.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { Database } from './database.ts';
import { sqliteDefinitions } from './sqlite-definitions.ts';
import { sqliteJournal } from './sqlite-journal.ts';
import { sqliteLedger } from './sqlite-ledger.ts';
import { sqliteLeftovers } from './sqlite-leftovers.ts';
import { sqlitePromotions } from './sqlite-promotions.ts';
import { sqliteRuns } from './sqlite-runs.ts';
import { sqliteSwitches } from './sqlite-switches.ts';

export type HistoryPorts = Pick<
  Ports,
  'runs' | 'ledger' | 'leftovers' | 'promotions' | 'journal' | 'definitions' | 'switches'
>;

/** The ports, and what only a platform does to its history. */
export interface History extends HistoryPorts {
  /** Under its hash, and under its name instead of what was stored there before. */
  storeDefinition(definition: StoredDefinition): Promise<void>;
}

/** Locks, runs and definitions belong to the timeline; kill switches, and what stages of rollouts showed, are the whole platform file's. */
export function openHistory(database: Database, timeline: string): History {
  const { storeDefinition, ...definitions } = sqliteDefinitions(database, timeline);
  return {
    runs: sqliteRuns(database, timeline),
    ledger: sqliteLedger(database, timeline),
    leftovers: sqliteLeftovers(database, timeline),
    promotions: sqlitePromotions(database),
    journal: sqliteJournal(database, timeline),
    definitions,
    switches: sqliteSwitches(database),
    storeDefinition,
  };
}

/** Compiled experiment files in SQLite, under their hash and the newest under its name. */
import type { Definitions, StoredDefinition } from '../../core/ports/definitions.ts';
import type { Database } from './database.ts';
import { stored } from './stored.ts';

export interface DefinitionStore extends Definitions {
  storeDefinition(definition: StoredDefinition): Promise<void>;
}

export function sqliteDefinitions(database: Database, timeline: string): DefinitionStore {
  return {
    async load(nameOrHash) {
      const row = database.get<{ hash: string; experiment: string; calendar: string | null }>(
        `SELECT hash, experiment, calendar FROM definitions
         WHERE timeline = ?1 AND (hash = ?2 OR name = ?2) ORDER BY sequence DESC LIMIT 1`,
        timeline,
        nameOrHash,
      );
      return (
        row && {
          hash: row.hash,
          experiment: stored(row.experiment),
          ...(row.calendar !== null && { calendar: stored(row.calendar) }),
        }
      );
    },

    async storeDefinition({ hash, experiment, calendar }) {
      database.run(
        'INSERT INTO definitions (timeline, hash, name, experiment, calendar) VALUES (?, ?, ?, ?, ?)',
        timeline,
        hash,
        experiment.metadata.name,
        JSON.stringify(experiment),
        calendar === undefined ? null : JSON.stringify(calendar),
      );
    },
  };
}

/** Compiled experiment files in DynamoDB: each under its hash, and under its name the hash of the newest; all names in one partition. */
import type { Experiment } from '../../core/experiment/schema/experiment.ts';
import type { Definitions, StoredDefinition } from '../../core/ports/definitions.ts';
import type { Calendar } from '../../core/schedule/calendar.ts';
import { pack, unpack } from './dynamodb-documents.ts';
import type { Table } from './dynamodb-table.ts';
import { type Key, key, put, type Write } from './dynamodb-writes.ts';

export interface DefinitionStore extends Definitions {
  /** Under its hash alone: nobody starts it by its name, and no list has it. */
  keepDefinition(definition: StoredDefinition): Promise<void>;
  /** Under its hash, and under its name instead of what was stored there before. */
  storeDefinition(definition: StoredDefinition): Promise<void>;
  /** The newest of each name, sorted by name. */
  list(): Promise<readonly StoredDefinition[]>;
}

const hashKey = (hash: string): Key => key(`definition/${hash}`, 'definition');
const nameKey = (name: string): Key => key(`name/${name}`, 'name');
/** Every name again, so that one query lists them. */
const listed = 'names';
const listedKey = (name: string): Key => key(listed, name);

export function dynamodbDefinitions(table: Table): DefinitionStore {
  async function byHash(hash: string): Promise<StoredDefinition | undefined> {
    const items = await table.query(`definition/${hash}`, 'definition');
    const item = items.find(({ definition }) => definition !== undefined);
    if (!item) return undefined;
    const experiment = (await unpack(item, 'definition', items)) as Experiment;
    const { calendar } = item;
    return { hash, experiment, ...(calendar !== undefined && { calendar: JSON.parse(String(calendar)) as Calendar }) };
  }

  async function itself({ hash, experiment, calendar }: StoredDefinition): Promise<readonly Write[]> {
    const { stored, rest } = await pack(hashKey(hash), 'definition', experiment);
    return [
      put({ ...hashKey(hash), definition: stored, ...(calendar && { calendar: JSON.stringify(calendar) }) }),
      ...rest.map((piece) => put(piece)),
    ];
  }

  return {
    async load(nameOrHash) {
      const named = (await table.get(nameKey(nameOrHash)))?.hash as string | undefined;
      return byHash(named ?? nameOrHash);
    },

    async keepDefinition(definition) {
      await table.write(await itself(definition));
    },

    async storeDefinition(definition) {
      const { hash, experiment } = definition;
      await table.write([
        ...(await itself(definition)),
        put({ ...nameKey(experiment.metadata.name), hash }),
        put({ ...listedKey(experiment.metadata.name), hash }),
      ]);
    },

    async list() {
      const named = await table.query(listed);
      const found = await Promise.all(named.map(({ hash }) => byHash(String(hash))));
      return found.filter((definition) => definition !== undefined);
    },
  };
}

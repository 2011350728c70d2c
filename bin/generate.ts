/** Writes what is generated and kept in the repository: the state machine definitions, the documents of hosts, the large fleet, the JSON Schemas. */
import { join } from 'node:path';
import { writeLargeFleet } from '../apps/documents/large-fleet.ts';
import { writeSchemas } from '../apps/documents/write-schemas.ts';
import { writeConfigurationSchema, writeDefinitions, writeDocuments } from '../lib/generate.ts';

const root = join(import.meta.dirname, '..');
for (const path of [...writeDefinitions(root), ...writeDocuments(root)]) console.log(path);
console.log(writeLargeFleet(root));
writeSchemas(root);
writeConfigurationSchema(root);

/** Writes what is generated and kept in the repository: the state machine definitions and the JSON Schemas. */
import { join } from 'node:path';
import { writeSchemas } from '../apps/documents/write-schemas.ts';
import { writeDefinitions, writeDocuments } from '../lib/generate.ts';

const root = join(import.meta.dirname, '..');
for (const path of [...writeDefinitions(root), ...writeDocuments(root)]) console.log(path);
writeSchemas(root);

/** Writes `experiment.schema.json` and its like for each other kind; a test holds them against the source. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kinds } from '../../core/validation/kind.ts';
import { jsonSchemaOf, schemaFile } from './json-schema.ts';

/** @param root the repository. Answers the paths written, relative to it. */
export const writeSchemas = (root: string): readonly string[] =>
  kinds.map((kind) => {
    const file = schemaFile(kind);
    writeFileSync(join(root, file), `${JSON.stringify(jsonSchemaOf(kind), null, 2)}\n`);
    return file;
  });

if (import.meta.main) for (const file of writeSchemas(join(import.meta.dirname, '..', '..'))) console.log(file);

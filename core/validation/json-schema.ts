/** zod's schemas as JSON Schema draft-07, which editors read. */
import * as z from 'zod/mini';
import type { Schema } from './schemas.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

export interface JsonSchemaOptions {
  readonly id: string;
  readonly title: string;
  /** By a schema inside, what its properties say on top of their own. */
  readonly additions?: ReadonlyMap<Schema, Readonly<Record<string, JsonSchema>>>;
}

/** What a file may say, as it is written: what has a default may be left out. Rules across fields are not in it. */
export function draft7(schema: Schema, { id, title, additions }: JsonSchemaOptions): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    override({ zodSchema, jsonSchema }) {
      for (const [property, addition] of Object.entries(additions?.get(zodSchema) ?? {}))
        Object.assign(jsonSchema.properties?.[property] as object, addition);
    },
  });
  return { $schema, $id: id, title, ...rest };
}

/** The JSON Schema (draft-07) that editors complete and check files with. */
import * as z from 'zod/mini';
import { experiment } from '../../core/experiment/schema/experiment.ts';
import { step } from '../../core/experiment/schema/steps.ts';
import { catalogue } from '../../core/faults/catalogue.ts';
import type { Kind } from '../../core/validation/kind.ts';
import { world } from '../../core/world/schema.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

const sources = {
  Experiment: { schema: experiment, title: 'Squall experiment', name: 'experiment' },
  World: { schema: world, title: 'Squall world', name: 'world' },
} as const satisfies Record<Kind, unknown>;

/** The schema's file name, at the root of the repository. */
export const schemaFile = (kind: Kind): string => `${sources[kind].name}.schema.json`;

/** What a file may say, as it is written: defaults left out are left out. Rules across fields are not in it. */
export function jsonSchemaOf(kind: Kind): JsonSchema {
  const { schema, title, name } = sources[kind];
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      // Editors complete the actions that there are; a new one is a new schema.
      if (zodSchema === step)
        Object.assign(jsonSchema.properties?.action as object, { enum: catalogue.map(({ id }) => id) });
    },
  });
  return { $schema, $id: `https://squall.example/schemas/v1/${name}.schema.json`, title, ...rest };
}

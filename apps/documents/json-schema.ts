/** The JSON Schemas that editors complete and check files with. */
import { drill } from '../../core/drill/schema/drill.ts';
import { experiment } from '../../core/experiment/schema/experiment.ts';
import { step } from '../../core/experiment/schema/steps.ts';
import { catalogue } from '../../core/faults/catalogue.ts';
import { monkey } from '../../core/monkey/schema/monkey.ts';
import { draft7, type JsonSchema } from '../../core/validation/json-schema.ts';
import type { Kind } from '../../core/validation/kind.ts';
import { world } from '../../core/world/schema.ts';
import { parametersByAction } from './step-parameters.ts';

const sources = {
  Experiment: { schema: experiment, title: 'Squall experiment', name: 'experiment' },
  World: { schema: world, title: 'Squall world', name: 'world' },
  Monkey: { schema: monkey, title: 'Squall monkey', name: 'monkey' },
  Drill: { schema: drill, title: 'Squall drill', name: 'drill' },
} as const satisfies Record<Kind, unknown>;

/** Editors complete the actions that there are; a new one is a new schema. */
const additions = new Map([[step, { action: { enum: catalogue.map(({ id }) => id) } }]]);

/** The schema's file name, at the root of the repository. */
export const schemaFile = (kind: Kind): string => `${sources[kind].name}.schema.json`;

export function jsonSchemaOf(kind: Kind): JsonSchema {
  const { schema, title, name } = sources[kind];
  const made = draft7(schema, { id: `https://squall.example/schemas/v1/${name}.schema.json`, title, additions });
  if (kind === 'Experiment') return withParameters(made);
  return kind === 'Drill' ? withMovers(made) : made;
}

/** A drill has its steps in two places. */
function withMovers(made: JsonSchema): JsonSchema {
  const { properties } = made as { properties: Record<'loss' | 'move', JsonSchema> };
  return {
    ...made,
    properties: { ...properties, loss: withParameters(properties.loss), move: withParameters(properties.move) },
  };
}

/** What a step takes under `with` depends on its action, which the schema of the format leaves to the catalogue. */
function withParameters(made: JsonSchema): JsonSchema {
  const { properties } = made as { properties: { steps: { items: object } } };
  const steps = { ...properties.steps, items: { ...properties.steps.items, allOf: parametersByAction() } };
  return { ...made, properties: { ...properties, steps } } as JsonSchema;
}

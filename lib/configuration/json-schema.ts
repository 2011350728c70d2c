/** The JSON Schema that editors complete and check a configuration with: fields that have a default may be left out. */
import { draft7, type JsonSchema } from '../../core/validation/json-schema.ts';
import { defaults } from './defaults.ts';
import { configuration } from './schema.ts';

/** At the root of the repository. */
export const configurationSchemaFile = 'configuration.schema.json';

export function configurationSchema(): JsonSchema {
  const id = `https://squall.example/schemas/v1/${configurationSchemaFile}`;
  const made = draft7(configuration, { id, title: 'Squall configuration' }) as Made;
  const { history } = made.properties;
  return {
    ...made,
    required: asked(made.required, defaults),
    properties: { ...made.properties, history: { ...history, required: asked(history.required, defaults.history) } },
  };
}

interface Made extends JsonSchema {
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, JsonSchema>> & {
    readonly history: JsonSchema & { readonly required: readonly string[] };
  };
}

const asked = (required: readonly string[], given: object): readonly string[] =>
  required.filter((field) => !(field in given));

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { jsonSchemaOf, schemaFile } from '../../../../apps/documents/json-schema.ts';
import { writeSchemas } from '../../../../apps/documents/write-schemas.ts';
import { catalogue } from '../../../../core/faults/catalogue.ts';
import { kinds } from '../../../../core/validation/kind.ts';

const root = join(import.meta.dirname, '../../../..');

test.each(kinds)('the schema of %s in the repository is the one of the source (npm run generate)', (kind) => {
  expect(JSON.parse(readFileSync(join(root, schemaFile(kind)), 'utf8'))).toEqual(jsonSchemaOf(kind));
});

test('what is written is what is answered', () => {
  const folder = mkdtempSync(join(tmpdir(), 'squall-schemas-'));
  expect(writeSchemas(folder)).toEqual([
    'experiment.schema.json',
    'world.schema.json',
    'monkey.schema.json',
    'drill.schema.json',
  ]);
  for (const kind of kinds)
    expect(readFileSync(join(folder, schemaFile(kind)), 'utf8')).toBe(
      readFileSync(join(root, schemaFile(kind)), 'utf8'),
    );
  rmSync(folder, { recursive: true });
});

test('editors complete keys, choices and the actions of the catalogue', () => {
  const schema = jsonSchemaOf('Experiment') as {
    $schema: string;
    additionalProperties: boolean;
    required: string[];
    properties: {
      steps: { items: { properties: { action: { enum: string[] } } } };
      maxDuration: { description: string };
    };
  };
  expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#');
  expect(schema.additionalProperties).toBe(false);
  expect(schema.required).toContain('guardrails');
  expect(schema.required).not.toContain('parameters');
  expect(schema.properties.steps.items.properties.action.enum).toEqual(catalogue.map(({ id }) => id));
  expect(schema.properties.maxDuration.description).toMatch(/^an ISO 8601 duration/);
});

test('below `with` editors complete what the action takes, and nothing else', () => {
  const { properties } = jsonSchemaOf('Experiment') as {
    properties: {
      steps: {
        items: { allOf: { if: object; then: { properties: { with: { properties: object; required: string[] } } } }[] };
      };
    };
  };
  const branches = properties.steps.items.allOf;
  expect(branches).toHaveLength(catalogue.length);
  for (const [n, { id, parameters }] of catalogue.entries()) {
    const { if: asked, then } = branches[n]!;
    expect(asked).toEqual({ properties: { action: { const: id } }, required: ['action'] });
    expect(Object.keys(then.properties.with.properties)).toEqual(parameters.map(({ name }) => name));
    expect(then.properties.with.required).toEqual(
      parameters.filter(({ required }) => required).map(({ name }) => name),
    );
  }
});

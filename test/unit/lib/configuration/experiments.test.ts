import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { definitionHash } from '../../../../core/plan/definition-hash.ts';
import { compileExperiments } from '../../../../lib/configuration/experiments.ts';

const folder = mkdtempSync(join(tmpdir(), 'squall-experiments-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('the experiments of a stage are compiled under their hash, sorted by name', () => {
  const definitions = compileExperiments('templates/experiments', 'staging');
  const names = definitions.map(({ experiment }) => experiment.metadata.name);
  expect(names).toContain('instance-termination');
  expect(names).toEqual([...names].sort());
  for (const { hash, experiment } of definitions) expect(hash).toBe(definitionHash(experiment));
  expect(compileExperiments('templates/experiments', 'production')).toEqual([]);
});

test('a name that stands twice, a broken file and a missing folder end the synthesis by name', () => {
  for (const copy of ['a', 'b'])
    cpSync('templates/experiments/instance-termination', join(folder, 'twice', copy), { recursive: true });
  expect(() => compileExperiments(join(folder, 'twice'), 'staging')).toThrow(
    'found "instance-termination", which is also',
  );
  cpSync('templates/experiments/instance-termination', join(folder, 'broken'), { recursive: true });
  writeFileSync(join(folder, 'broken', 'experiment.yaml'), 'kind: Experiment\n');
  expect(() => compileExperiments(join(folder, 'broken'), 'staging')).toThrow(
    /experiment\.yaml:1:1: apiVersion: found nothing/,
  );
  expect(() => compileExperiments(join(folder, 'nowhere'), 'staging')).toThrow('cannot be read (ENOENT)');
});

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

test('holidays are resolved to days around the moment of the synthesis', () => {
  const copy = join(folder, 'keeping', 'one');
  cpSync('templates/experiments/instance-termination', copy, { recursive: true });
  const file = join(copy, 'experiment.yaml');
  const keeping = (country: string) =>
    writeFileSync(file, original.replace(/^guardrails:$/m, `guardrails:\n  holidays: { country: ${country} }`));
  const original = readFileSync(file, 'utf8');
  keeping('DE');
  const [found] = compileExperiments(join(folder, 'keeping'), 'staging', Date.UTC(2030, 5, 1));
  expect(found?.calendar).toMatchObject({ of: { country: 'DE' }, from: '2029-01-01', to: '2032-12-31' });
  expect(found?.hash).toBe(definitionHash(found!.experiment));
  keeping('DEU');
  expect(() => compileExperiments(join(folder, 'keeping'), 'staging')).toThrow(
    /experiment\.yaml:\d+:24: guardrails\.holidays\.country: found the text "DEU".*did you mean DE \(Germany\)\?/,
  );
});

test('a file is stored in each stage of its rollout, under one hash; a stage’s own file goes first', () => {
  const environmentsAt = (stage: string, root: string) =>
    compileExperiments(root, stage).map(({ hash, experiment }) => [experiment.environment, hash]);
  const [[dev, hash] = []] = environmentsAt('dev', 'templates/rollouts');
  expect(dev).toBe('dev');
  expect(environmentsAt('production', 'templates/rollouts')).toEqual([['production', hash]]);
  expect(environmentsAt('elsewhere', 'templates/rollouts')).toEqual([]);
  for (const copy of ['a', 'b', 'c'])
    cpSync('templates/rollouts/cpu-stress', join(folder, 'staged', copy), { recursive: true });
  const own = join(folder, 'staged', 'b', 'experiment.yaml');
  const text = readFileSync(own, 'utf8');
  writeFileSync(own, text.replace('environment: dev', 'environment: staging').replace('PT45M', 'PT40M'));
  rmSync(join(folder, 'staged', 'c'), { recursive: true });
  expect(compileExperiments(join(folder, 'staged'), 'staging').map(({ experiment }) => experiment.maxDuration)).toEqual(
    ['PT40M'],
  );
  expect(() => compileExperiments(join(folder, 'staged'), 'production')).toThrow('which is also');
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

import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseAdmitInput } from '../../core/lifecycle/input.ts';
import { compileExperiments } from '../../lib/configuration/experiments.ts';
import { heldOtherwise } from './widening.ts';

test('what IAM cannot hold to the opt-in tag is in the docs, action by action', () => {
  const docs = readFileSync('docs/deploy.md', 'utf8');
  for (const { action } of heldOtherwise) expect(docs).toContain(`\`${action}\``);
});

test('each sample input of the console is a request for an experiment that there is', () => {
  const known = compileExperiments('templates/experiments', 'staging').map(({ experiment }) => experiment);
  const files = readdirSync('templates/inputs');
  expect(files.length).toBeGreaterThan(2);
  for (const file of files) {
    const { input } = parseAdmitInput({
      runId: 'r',
      input: JSON.parse(readFileSync(`templates/inputs/${file}`, 'utf8')),
    });
    if (!('experiment' in input)) throw new Error(`${file} is no request`);
    const experiment = known.find(({ metadata }) => metadata.name === input.experiment);
    expect(experiment, file).toBeDefined();
    expect(Object.keys(experiment?.parameters ?? {}), file).toEqual(
      expect.arrayContaining(Object.keys(input.parameters ?? {})),
    );
  }
});

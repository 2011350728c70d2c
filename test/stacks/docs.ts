import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogue } from '../../core/faults/catalogue.ts';
import { parseAdmitInput } from '../../core/lifecycle/input.ts';
import { compileExperiments } from '../../lib/configuration/experiments.ts';
import { heldByCatalogue } from './held-by-catalogue.ts';
import { heldOtherwise } from './widening.ts';

test('what IAM cannot hold to the opt-in tag is in the docs, action by action', () => {
  const docs = readFileSync('docs/deploy.md', 'utf8');
  for (const { action } of heldOtherwise) expect(docs).toContain(`\`${action}\``);
  expect(heldByCatalogue().length).toBeGreaterThan(10);
  const [, table = ''] = docs.split('why it cannot be held, and what holds it |\n| --- | --- |\n');
  expect(table.slice(0, table.indexOf('\n\n')).split('\n')).toEqual(heldByCatalogue());
});

test('each sample input of the console is a request for an experiment that there is', () => {
  const folders = ['templates/experiments', 'templates/drills'];
  const compiled = folders.flatMap((folder) => compileExperiments(folder, 'staging'));
  const known = compiled.map(({ experiment }) => experiment);
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

test('each action of our own is on a page', () => {
  const pages = readdirSync('docs').filter((file) => file.endsWith('.md'));
  const text = pages.map((file) => readFileSync(`docs/${file}`, 'utf8')).join();
  const own = catalogue.flatMap(({ id, provider }) => (provider === 'squall' ? [id] : []));
  expect(own.length).toBeGreaterThan(20);
  expect(own.filter((id) => !text.includes(`\`${id}\``))).toEqual([]);
});

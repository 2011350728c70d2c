import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { catalogue } from '../../../../core/faults/catalogue.ts';
import { contentOf, scriptOf, writtenDocuments } from '../../../../lib/documents/compose.ts';
import { hostDocuments } from '../../../../lib/documents/documents.ts';

const root = join(import.meta.dirname, '../../../..');
const folder = join(root, 'templates/ssm');
const named = hostDocuments.map((document) => [document.name, document] as const);

test('every action on hosts has its document, and there is one more that takes them back', () => {
  const actions = catalogue.flatMap(({ family, id }) => (family === 'host' ? id.split(':')[2]! : []));
  expect(hostDocuments.map(({ name }) => name)).toEqual([...actions, 'revert']);
});

test('what is in the repository is what the scripts come to: npm run generate', () => {
  const written = writtenDocuments(root);
  expect(
    readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .sort(),
  ).toEqual(Object.keys(written).sort());
  for (const [name, content] of Object.entries(written)) {
    expect(readFileSync(join(folder, name), 'utf8'), name).toBe(content);
    const kept = parse(content);
    const document = hostDocuments.find((each) => `${each.name}.yaml` === name)!;
    const made = contentOf(document, root);
    kept.mainSteps[0].inputs.runCommand = kept.mainSteps[0].inputs.runCommand[0].split('\n');
    expect(kept, name).toEqual(made);
  }
});

/** Source: AWS Systems Manager user guide, "Data elements and parameters" and "aws:runShellScript". */
test.each(named)('%s keeps to schema 2.2', (_name, document) => {
  const content = contentOf(document, root);
  expect(Object.keys(content).sort()).toEqual(['description', 'mainSteps', 'parameters', 'schemaVersion']);
  // 64 KB for the whole of a document.
  expect(JSON.stringify(content).length).toBeLessThan(64 * 1024);
  for (const [name, parameter] of Object.entries(content.parameters)) {
    expect(name).toMatch(/^[A-Za-z][A-Za-z0-9]*$/);
    expect(
      Object.keys(parameter).every((key) => ['type', 'description', 'allowedPattern', 'default'].includes(key)),
    ).toBe(true);
    expect(parameter.allowedPattern).toMatch(/^\^.*\$$/);
    if (parameter.default !== undefined) expect(parameter.default).toMatch(new RegExp(parameter.allowedPattern));
  }
  const [step, ...more] = content.mainSteps;
  expect(more).toEqual([]);
  expect(step!.name).toMatch(/^[a-zA-Z0-9_]{3,128}$/);
  expect(step!.precondition).toEqual({ StringEquals: ['platformType', 'Linux'] });
  // 172,800 seconds are the most that the plugin takes.
  expect(Number(step!.inputs.timeoutSeconds)).toBeGreaterThan(12 * 3600);
  expect(Number(step!.inputs.timeoutSeconds)).toBeLessThanOrEqual(172_800);
  const used = [...step!.inputs.runCommand.join('\n').matchAll(/\{\{ ?(\w+) ?\}\}/g)].map(([, name]) => name);
  expect(used.sort()).toEqual(Object.keys(content.parameters).sort());
});

test.each(named)(
  'what %s is given stands between single quotes, and its pattern lets none through',
  (_name, document) => {
    const script = scriptOf(document, root);
    for (const { name, variable, pattern } of document.parameters) {
      expect(script).toContain(`\n${variable}='{{ ${name} }}'\n`);
      const whole = new RegExp(`^${pattern}$`);
      for (const nasty of [
        "'",
        "a'b",
        '"',
        '`id`',
        '$(id)',
        '$x',
        'a b',
        'a;b',
        'a|b',
        'a&b',
        'a\nb',
        '../..',
        '{{ x }}',
        '\\',
        '*',
      ])
        expect(whole.test(nasty), `${name}: ${nasty}`).toBe(false);
    }
  },
);

test.each(named)('%s is a script that bash can read', (_name, document) => {
  const { status, stderr } = spawnSync('bash', ['-n'], { input: scriptOf(document, root), encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test.each(named.filter(([name]) => name !== 'revert'))(
  '%s arms its way back before it changes anything',
  (_name, document) => {
    const script = scriptOf(document, root);
    const [record, arm, apply] = ['&& record &&', 'if ! arm_timer', 'if ! apply'].map((text) => script.indexOf(text));
    expect(record).toBeGreaterThan(0);
    expect(arm).toBeGreaterThan(record!);
    expect(apply).toBeGreaterThan(arm!);
  },
);

test('every value that an example of ours has is one that the documents take', () => {
  for (const { family, id, examples } of catalogue) {
    if (family !== 'host') continue;
    const document = hostDocuments.find(({ name }) => id.endsWith(`:${name}`))!;
    for (const given of Object.values(examples))
      for (const { name, pattern } of document.parameters) {
        const value = given[`${name.charAt(0).toLowerCase()}${name.slice(1)}`];
        if (value !== undefined) expect(String(value), `${id} ${name}`).toMatch(new RegExp(`^${pattern}$`));
      }
  }
});

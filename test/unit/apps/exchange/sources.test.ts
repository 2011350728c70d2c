/** Text that is no document is told by its line and column. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { sourcesOf } from '../../../../apps/exchange/sources.ts';

const folder = mkdtempSync(join(tmpdir(), 'squall-sources-'));
afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  ['indented.yaml', 'kind: ChaosEngine\nspec:\n  a: [1,\nb: 2\n', 4, 1],
  ['second.yaml', 'a: 1\n---\nb: {\n', 4, 1],
  ['twice.yaml', 'a: 1\nb:\n  c: 2\n  c: 3\n', 4, 3],
  ['broken.json', '{\n  "a": 1,\n  "b": }x\n}', 3, 9],
  ['broken.toml', '[chaosmonkey]\nenabled = yes please\n', 2, 11],
])('%s', (name, text, line, column) => {
  const file = join(folder, name);
  writeFileSync(file, text);
  const { sources, unread } = sourcesOf(file);
  expect(sources).toEqual([]);
  expect(unread).toMatchObject([{ file, line, column, why: expect.stringMatching(/^it cannot be read: /) }]);
});

it('what is no text of a place has none', () =>
  expect(sourcesOf(join(folder, 'nowhere.yaml')).unread).toMatchObject([{ why: expect.any(String) }]));

it('a folder in a folder is not looked into, and is named', () => {
  const whole = join(folder, 'samples');
  mkdirSync(join(whole, 'service-down'), { recursive: true });
  mkdirSync(join(whole, '.git'));
  writeFileSync(join(whole, 'service-down', 'experiment.json'), '{"method": []}');
  writeFileSync(join(whole, 'one.json'), '{"method": []}');
  const { sources, unread } = sourcesOf(whole);
  expect(sources.map(({ file }) => file)).toEqual(['one.json']);
  expect(unread).toEqual([
    { file: 'service-down/', why: 'a folder in the folder, not looked into: import it by itself' },
  ]);
});

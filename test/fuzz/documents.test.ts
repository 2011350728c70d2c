/** Experiments, worlds and configurations as strangers write them: no crash, no hang, little memory, and always a place. */
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatProblem, readDocument, readExperiment } from '../../apps/documents/read.ts';
import { readConfiguration } from '../../lib/configuration/read.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { mutations, nasty, snippets } from './nasty.ts';

interface Line {
  readonly name: string;
  readonly reader: string;
  readonly ok: boolean;
  readonly problems: readonly { readonly text: string; readonly line: number; readonly column: number }[];
}

const mebibytes = 128;

test(`${Object.keys(nasty).length} nasty files, read in one process of ${mebibytes} MiB`, async () => {
  const folder = join(temporaryFolder('fuzz'), 'nasty');
  mkdirSync(folder);
  const names = Object.keys(nasty);
  for (const [i, name] of names.entries()) writeFileSync(join(folder, `${i}.yaml`), nasty[name]!);
  const args = [`--max-old-space-size=${mebibytes}`, join(import.meta.dirname, 'read-all.ts'), folder];
  const printed = await new Promise<string>((resolve, reject) =>
    execFile(process.execPath, args, { maxBuffer: 2 ** 26, timeout: 240_000 }, (error, stdout, stderr) =>
      error
        ? reject(new Error(`${stderr}\nlast: ${stdout.trimEnd().split('\n').at(-1)?.slice(0, 300)}`))
        : resolve(stdout),
    ),
  );
  const lines = printed
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.pop()).toEqual({ polluted: false });
  expect(lines).toHaveLength(3 * names.length);
  for (const { name, reader, ok, problems } of lines as Line[]) {
    const which = `${names[Number.parseInt(name, 10)]} by ${reader}`;
    expect(ok, which).toBe(false);
    expect(problems.length, which).toBeGreaterThan(0);
    expect(problems.length, which).toBeLessThanOrEqual(60);
    for (const { text, line, column } of problems) {
      expect(text, which).toMatch(/\.yaml:\d+:\d+: /);
      expect(Math.min(line, column), which).toBeGreaterThanOrEqual(1);
      expect(text.length, `${which}: ${text.slice(0, 200)}`).toBeLessThan(2500);
    }
  }
}, 300_000);

const templates = [
  ['templates/experiments/az-power-interruption/experiment.yaml', readExperiment],
  ['templates/experiments/error-injection/experiment.yaml', readDocument],
  ['templates/worlds/shop.yaml', readDocument],
  ['templates/configuration/squall.config.yaml', readConfiguration],
] as const;

test.each(templates)('%s, mutated byte by byte', (template, read) => {
  const good = readFileSync(join(import.meta.dirname, '../..', template));
  const file = join(temporaryFolder('fuzz'), 'mutated.yaml');
  fc.assert(
    fc.property(mutations(good, snippets), (bytes) => {
      writeFileSync(file, bytes);
      const answer = read(file);
      if (!('problems' in answer)) return;
      const ends = bytes.toString('utf8').split(/\n/).length + 1;
      expect(answer.problems.length).toBeGreaterThan(0);
      for (const problem of answer.problems) {
        expect(problem.line).toBeGreaterThanOrEqual(1);
        expect(problem.line).toBeLessThanOrEqual(ends);
        expect(problem.column).toBeGreaterThanOrEqual(1);
        expect(formatProblem(problem)).toContain(': found ');
      }
    }),
    { numRuns: 120 },
  );
});

/** Whatever single thing is wrong in a valid file, it is reported at its own path and line. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMap, isPair, isScalar, isSeq, LineCounter, type ParsedNode, parseDocument, visit } from 'yaml';
import type { DocumentProblem } from '../../../../apps/documents/document-problem.ts';
import { parse } from '../../../../apps/documents/parse.ts';
import { validateExperiment } from '../../../../core/experiment/validate.ts';
import { inFileOrder } from '../../../../core/validation/order.ts';
import type { Path, Problem } from '../../../../core/validation/problem.ts';
import { validateWorld } from '../../../../core/world/validate.ts';

const root = join(import.meta.dirname, '../../../..');
const files = [
  'test/fixtures/documents/whole-format.yaml',
  'templates/experiments/az-power-interruption/experiment.yaml',
  'templates/worlds/shop.yaml',
].map((file) => {
  const isWorld = file.includes('worlds');
  const problemsIn = (value: unknown): readonly Problem[] => {
    const checked = isWorld ? validateWorld(value) : validateExperiment(value);
    return checked.ok ? [] : checked.problems;
  };
  const problemsOf = (text: string): readonly DocumentProblem[] => {
    const parsed = parse(file, text);
    return 'problems' in parsed ? parsed.problems : problemsIn(parsed.value).map((problem) => parsed.locate(problem));
  };
  return { file, text: readFileSync(join(root, file), 'utf8'), problemsIn, problemsOf };
});

type Holder = Record<string | number, unknown>;

interface Entry {
  readonly path: Path;
  readonly pair: { readonly key: ParsedNode; readonly value: ParsedNode };
}

const missingAt = <P extends Problem>(path: Path, problems: readonly P[]): P | undefined =>
  problems.find((problem) => problem.found === 'nothing' && String(problem.path) === String(path));

function entriesOf(text: string): readonly Entry[] {
  const entries: Entry[] = [];
  visit(parseDocument(text), {
    Pair(_, pair, ancestors) {
      const nodes: readonly unknown[] = [...ancestors, pair];
      const path = nodes.flatMap((node, i): (string | number)[] => {
        if (isPair(node)) return [String(isScalar(node.key) ? node.key.value : '')];
        const above = nodes[i - 1];
        return isSeq(above) ? [above.items.indexOf(node)] : [];
      });
      entries.push({ path, pair: pair as unknown as Entry['pair'] });
    },
  });
  return entries;
}

/** Keys below these are the author's own names. */
const free = /^(?:tags|dimensions|filters|parameters|metrics|payload)$/;
const isNamed = ({ path }: Entry) =>
  path.slice(0, -1).every((key) => !free.test(String(key))) && !(path[0] === 'targets' && path.length === 2);
const positionIn = (text: string, offset: number) => {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
};
const startsWith = (path: Path, start: Path) => start.every((key, i) => path[i] === key);
/** A block's range takes the end of its last line along. */
const replaced = (text: string, [from, to]: readonly [number, number, number], by: string) =>
  text.slice(0, from) + by + (text[to - 1] === '\n' ? '\n' : '') + text.slice(to);

/** Evenly over the file, as each takes a parse. */
const some = <T>(all: readonly T[], most: number) => all.filter((_, i) => i % Math.ceil(all.length / most) === 0);

describe.each(files)('$file', ({ text, problemsIn, problemsOf }) => {
  const entries = entriesOf(text);
  const known = new Set(entries.map(({ path }) => path.at(-1)));

  test('is valid as it stands, and long enough to try', () => {
    expect(problemsOf(text)).toEqual([]);
    expect(entries.length).toBeGreaterThan(80);
  });

  test('a misspelt key', () => {
    // A key of the metrics list in a world is a field, not a name.
    const named = entries.filter((entry) => isNamed(entry) || (entry.path[0] === 'metrics' && entry.path.length === 3));
    const misspelt = fc.record({
      entry: fc.constantFrom(...named),
      at: fc.nat(40),
      how: fc.constantFrom('double', 'drop', 'swap', 'replace'),
    });
    fc.assert(
      fc.property(misspelt, ({ entry: { path, pair }, at, how }) => {
        const key = String(path.at(-1));
        const wrong = misspell(key, at % key.length, how);
        fc.pre(wrong !== key && wrong !== '' && !known.has(wrong));
        const range = pair.key.range!;
        const there = problemsOf(replaced(text, range, JSON.stringify(wrong))).filter(
          (problem) =>
            problem.at === 'key' && problem.path.at(-1) === wrong && startsWith(problem.path, path.slice(0, -1)),
        );
        expect(there).toHaveLength(1);
        expect(there[0]).toMatchObject(positionIn(text, range[0]));
        expect(there[0]!.found).toBe(`the unknown key "${wrong}"`);
        if (key.length >= 6) expect(there[0]!.nearest).toBe(key);
      }),
      { numRuns: 60 },
    );
  });

  test('a value of the wrong type', () => {
    const typed = entries.filter(({ path }) => !path.includes('payload'));
    const wrongs = ['{ wrong: 1 }', '[[]]', 'true'] as const;
    for (const [i, { path, pair }] of some(typed, 60).entries()) {
      // Each value meets one of them; true is right in some places, and text in others.
      const wrong = wrongs[path.at(-1) === 'wrong' || /true|false|\$\{/.test(String(pair.value)) ? 1 : i % 2]!;
      const range = pair.value.range!;
      const there = problemsOf(replaced(text, range, wrong)).filter((problem) => startsWith(problem.path, path));
      expect(there, `${path.join('.')}: ${wrong}`).not.toEqual([]);
      // An object that lost its required keys is reported there as well, at its own key.
      expect(
        there.map(({ line }) => line),
        path.join('.'),
      ).toContain(positionIn(text, range[0]).line);
    }
  });

  test('a required key that is not there', () => {
    const value = parseDocument(text).toJS();
    const required = entries.filter(
      ({ path }) => missingAt(path, problemsIn(without(structuredClone(value), path))) !== undefined,
    );
    expect(required.length).toBeGreaterThan(40);
    for (const { path } of some(required, 25)) {
      const document = parseDocument(text);
      document.deleteIn(path);
      const left = String(document);
      const parent = positionIn(left, parentOffset(left, path.slice(0, -1)));
      expect(missingAt(path, problemsOf(left)), path.join('.')).toMatchObject(parent);
    }
  });

  test('several at once, in the order of the file', () => {
    const scalars = entries.filter(({ pair }) => isScalar(pair.value) && typeof pair.value.value === 'number');
    let broken = text;
    for (const { pair } of [...scalars].reverse()) broken = replaced(broken, pair.value.range!, '"many"');
    const found = problemsOf(broken);
    expect(found.length).toBeGreaterThanOrEqual(Math.min(3, scalars.length));
    const lines = new LineCounter();
    parseDocument(broken, { lineCounter: lines });
    expect(found.map(({ line }) => line)).toEqual(found.map(({ line }) => line).sort((a, b) => a - b));
    expect(inFileOrder(found, undefined)).toHaveLength(found.length);
  });
});

function without(value: unknown, path: Path): unknown {
  const parent = path.slice(0, -1).reduce((here, key) => here[key] as Holder, value as Holder);
  delete parent[path.at(-1)!];
  return value;
}

function parentOffset(text: string, path: Path): number {
  const document = parseDocument(text);
  if (path.length === 0) return (document.contents as ParsedNode).range[0];
  const holder = document.getIn(path.slice(0, -1), true) ?? document.contents;
  const pair = isMap(holder)
    ? holder.items.find((item) => isScalar(item.key) && item.key.value === path.at(-1))
    : undefined;
  return ((pair ? pair.key : document.getIn(path, true)) as ParsedNode).range[0];
}

function misspell(key: string, at: number, how: string): string {
  if (how === 'double') return key.slice(0, at) + key[at] + key.slice(at);
  if (how === 'drop') return key.slice(0, at) + key.slice(at + 1);
  if (how === 'swap') return key.slice(0, at) + (key[at + 1] ?? '') + key[at] + key.slice(at + 2);
  return `${key.slice(0, at)}q${key.slice(at + 1)}`;
}

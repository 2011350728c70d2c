import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsIn, importsOf, sourceFiles, violation } from './imports.ts';
import { rooms } from './rooms.ts';

const root = join(import.meta.dirname, '../..');
const top = [...new Set(rooms.map((room) => room.room.split('/')[0]!))].filter((room) => existsSync(join(root, room)));
const files = top.flatMap((room) => sourceFiles(root, room));
const impurities =
  /\bDate\.now\(|\bnew Date\(\s*\)|\bMath\.random\(|\bprocess\.|\bsetTimeout\(|\bsetInterval\(|\bfetch\(|\bcrypto\./;

describe('the house', () => {
  it('is read at all', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(files.filter((file) => file.startsWith('core/')).length).toBeGreaterThan(40);
  });

  it('imports only what the allow-list allows', () => {
    const imports = files.flatMap((file) => importsIn(root, file));
    expect(imports.length).toBeGreaterThan(files.length);
    expect(imports.map((found) => violation(found, rooms)).filter((found) => found !== undefined)).toEqual([]);
  });

  it('keeps core and simulator free of clocks, chance and the process', () => {
    const impure = files
      .filter((file) => /^(?:core|simulator)\//.test(file))
      .filter((file) => impurities.test(withoutComments(readFileSync(join(root, file), 'utf8'))));
    expect(impure).toEqual([]);
  });

  it('has no file of more than 300 lines', () => {
    expect(files.filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length > 301)).toEqual([]);
  });

  it('has no room for leftovers', () => {
    expect(files.filter((file) => /(?:^|\/)(?:utils?|helpers?|common|misc)(?:\/|\.ts$)/.test(file))).toEqual([]);
  });
});

describe('the allow-list', () => {
  const planted: [string, string][] = [
    ['core/plan/planted.ts', "import { readFileSync } from 'node:fs';"],
    ['core/plan/planted.ts', "import type { Fleet } from '../../simulator/fleet.ts';"],
    ['core/plan/planted.ts', "const yaml = await import('yaml');"],
    ['simulator/planted.ts', "export { refuse } from '../core/history/refusal.ts';"],
    ['adapters/simulated/planted.ts', "import { DatabaseSync } from 'node:sqlite';"],
    ['apps/cli/planted.ts', "import { DatabaseSync } from 'node:sqlite';"],
    ['apps/cli/planted.ts', "import { Stack } from 'aws-cdk-lib';"],
    ['apps/cli/planted.ts', "import { rooms } from '../../test/architecture/rooms.ts';"],
    ['lib/stacks/planted.ts', "import { main } from '../../apps/cli/main.ts';"],
    ['garage/planted.ts', "import { main } from '../apps/cli/main.ts';"],
  ];
  it.each(planted)('refuses in %s: %s', (file, text) => {
    const found = importsOf(file, text);
    expect(found).toHaveLength(1);
    expect(violation(found[0]!, rooms)).toContain(file);
  });

  it('reads every form of import', () => {
    const text = [
      "import a from './a.ts';",
      "import { b,\n  c } from './b.ts';",
      "import * as d from 'd';",
      "import type { E } from 'e';",
      "export * from './f.ts';",
      "export type { G } from './g.ts';",
      "import './h.ts';",
      "void import('./i.ts');",
      "// import x from 'commented';",
      "/* import y from 'commented'; */",
    ].join('\n');
    expect(importsOf('x.ts', text).map((found) => found.specifier)).toEqual([
      './a.ts',
      './b.ts',
      'd',
      'e',
      './f.ts',
      './g.ts',
      './h.ts',
      './i.ts',
    ]);
  });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');
}

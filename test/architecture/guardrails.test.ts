/** Every guardrail is asked, is alone in its file, and has its three tests. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Guardrail } from '../../core/guardrails/guardrail.ts';
import { guardrails } from '../../core/guardrails/index.ts';

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'core/guardrails');

/** What each test of a guardrail must say in one of its titles. */
const cases = { refusal: /\brefuses\b/, passing: /\bpass(?:es)?\b/, 'cannot be evaluated': /\bcannot be evaluated\b/ };

interface Found {
  /** Without `.ts`: the rule's name. */
  readonly stem: string;
  readonly guardrails: readonly Guardrail[];
  /** Missing: there is no such file. */
  readonly test: string | undefined;
}

const isGuardrail = (value: unknown): value is Guardrail =>
  typeof value === 'object' && value !== null && 'rule' in value && 'check' in value;

async function found(): Promise<readonly Found[]> {
  const stems = readdirSync(folder).map((file) => file.replace(/\.ts$/, ''));
  return Promise.all(
    stems
      .filter((stem) => stem !== 'index')
      .map(async (stem) => {
        const exported: object = await import(join(folder, `${stem}.ts`));
        const test = join(root, 'test/unit/core/guardrails', `${stem}.test.ts`);
        return {
          stem,
          guardrails: Object.values(exported).filter(isGuardrail),
          test: existsSync(test) ? readFileSync(test, 'utf8') : undefined,
        };
      }),
  );
}

/** One sentence for each thing that is missing, by the name of the rule. */
function missing(files: readonly Found[], asked: readonly Guardrail[]): readonly string[] {
  const rules = files.filter((file) => file.guardrails.length > 0);
  const listed = new Set(asked);
  return [
    ...rules.flatMap(({ stem, guardrails: own, test }) => [
      ...(own.length > 1 ? [`${stem}.ts exports ${own.length} guardrails: one rule a file`] : []),
      ...own.filter(({ rule }) => rule !== stem).map(({ rule }) => `${stem}.ts exports the rule ${rule}`),
      ...own.filter((each) => !listed.has(each)).map(({ rule }) => `${rule} is not in the list of index.ts`),
      ...(test === undefined ? [`${stem} has no test/unit/core/guardrails/${stem}.test.ts`] : untested(stem, test)),
    ]),
    ...asked
      .filter((each) => !rules.some((file) => file.guardrails.includes(each)))
      .map(({ rule }) => `${rule} is in the list and in no file of its own`),
  ];
}

function untested(stem: string, test: string): readonly string[] {
  const titles = [...test.matchAll(/\b(?:it|test)(?:\.each\([\s\S]*?\))?\(\s*(['"`])([\s\S]*?)\1/g)].map(
    ([, , title]) => title,
  );
  return Object.entries(cases)
    .filter(([, wanted]) => !titles.some((title) => title !== undefined && wanted.test(title)))
    .map(([name]) => `${stem} has no test of ${name}`);
}

describe('the guardrails', () => {
  it('are each in the list, alone in a file of their name, and tested three ways', async () => {
    const files = await found();
    expect(files.filter((file) => file.guardrails.length > 0).length).toBeGreaterThan(15);
    expect(missing(files, guardrails)).toEqual([]);
  });

  it('are missed by name', async () => {
    const whole = `it('refuses', …); it.each([1, 2])('passes', …); it('cannot be evaluated: refuses', …)`;
    const planted = { rule: 'planted', check: async () => undefined };
    const file = { stem: 'planted', guardrails: [planted], test: whole };
    expect(missing([file], [planted])).toEqual([]);
    expect(missing([file], [])).toEqual(['planted is not in the list of index.ts']);
    expect(missing([], [planted])).toEqual(['planted is in the list and in no file of its own']);
    expect(missing([{ ...file, stem: 'other' }], [planted])).toEqual(['other.ts exports the rule planted']);
    const twice = { ...file, guardrails: [planted, { ...planted }] };
    expect(missing([twice], twice.guardrails)).toEqual(['planted.ts exports 2 guardrails: one rule a file']);
    expect(missing([{ ...file, test: undefined }], [planted])).toEqual([
      'planted has no test/unit/core/guardrails/planted.test.ts',
    ]);
    for (const name of ['refuses', 'passes', 'cannot be evaluated'])
      expect(missing([{ ...file, test: whole.replaceAll(name, 'does') }], [planted])).toContain(
        `planted has no test of ${{ refuses: 'refusal', passes: 'passing' }[name] ?? name}`,
      );
  });
});

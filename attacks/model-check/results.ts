/** Parts that were explored to the end, kept in a file, so that a check that was stopped goes on. */
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, globSync, readFileSync } from 'node:fs';
import type { Explored } from './explore.ts';

export interface Done {
  readonly name: string;
  readonly explored: Explored;
  readonly seconds: number;
}

const root = new URL('../../', import.meta.url).pathname;
const sources = [
  'core/**/*.ts',
  'attacks/*.ts',
  'attacks/model-check/**/*.ts',
  'adapters/simulated/memory-*.ts',
  'lib/**/*.json',
];

/** Of all that is checked, and of the check: a result says nothing of another protocol. */
function versionNow(): string {
  const hash = createHash('sha256');
  for (const file of globSync(sources, { cwd: root }).sort()) hash.update(file).update(readFileSync(`${root}/${file}`));
  return hash.digest('hex').slice(0, 16);
}

/** One line of JSON a part. Without a file nothing is kept. */
export class Results {
  readonly #file: string | undefined;
  readonly #version = versionNow();

  constructor(file: string | undefined) {
    this.#file = file;
  }

  /** Those of the protocol as it is now. */
  known(): readonly Done[] {
    if (this.#file === undefined || !existsSync(this.#file)) return [];
    const lines = readFileSync(this.#file, 'utf8').split('\n').filter(Boolean);
    return lines
      .map((line) => JSON.parse(line) as Done & { readonly version: string })
      .filter(({ version }) => version === this.#version);
  }

  keep(done: Done): void {
    if (this.#file !== undefined)
      appendFileSync(this.#file, `${JSON.stringify({ version: this.#version, ...done })}\n`);
  }
}

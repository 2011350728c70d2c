/** The functions' code: what a cold start loads, and how long its import takes in a process of its own. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { bundleFunctions } from '../lib/constructs/bundle.ts';

const execute = promisify(execFile);
const rounds = 5;

export async function run() {
  const outdir = mkdtempSync(join(tmpdir(), 'squall-bundles-'));
  try {
    const { shared, stopper, sizes } = await bundleFunctions(join(import.meta.dirname, '..'), outdir);
    const figures = [];
    for (const [handler, bytes] of Object.entries(sizes).sort()) {
      const stops = handler === 'triggers/stop';
      const file = stops ? join(stopper, 'stop.mjs') : join(shared, `${handler}.mjs`);
      figures.push({
        name: `${handler}: loaded, cold import`,
        figure: `${Math.round(bytes / 1024)} KB, ${await coldImport(file)} ms`,
        aim: `≤${stops ? 350 : 700} KB, ≤120 ms`,
      });
    }
    return figures;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** The quickest of a few, in milliseconds: what it takes when nothing else runs. */
async function coldImport(file: string): Promise<number> {
  const times: number[] = [];
  const code = `const t = performance.now(); await import(${JSON.stringify(pathToFileURL(file).href)}); console.log(performance.now() - t);`;
  for (let round = 0; round < rounds; round += 1) {
    const { stdout } = await execute(process.execPath, ['--input-type=module', '-e', code]);
    times.push(Number(stdout));
  }
  return Math.round(Math.min(...times));
}

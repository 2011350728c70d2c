import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Node looks for ever for the parent of a folder to be made in a working directory that is gone. */
it('a process whose working directory is gone ends with an error, and does not spin', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'squall-gone-'));
  const script = `process.chdir(process.argv[1]); require('fs').rmdirSync(process.argv[1]);
    import(process.argv[2]).then(({ writeReport }) => writeReport({}, 'out', [])).catch(({ code }) => process.exit(code === 'ENOENT' ? 7 : 8))`;
  const child = spawn(process.execPath, ['-e', script, folder, join(root, 'apps/report/write.ts')], {
    stdio: 'ignore',
  });
  const code = await new Promise((done) => {
    const tooLong = setTimeout(() => child.kill('SIGKILL'), 30_000);
    child.on('exit', (status, signal) => {
      clearTimeout(tooLong);
      done(status ?? signal);
    });
  });
  rmSync(folder, { recursive: true, force: true });
  expect(code).toBe(7);
}, 60_000);

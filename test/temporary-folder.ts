/** Folders of a test file's own, gone when the file is done, however its tests ended. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const made: string[] = [];

// Of the file that imports this: vitest loads modules anew for each.
afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

/** @param subject of its name: `synth` → `squall-synth-…` below the system's own temporary folder */
export function temporaryFolder(subject: string): string {
  const folder = mkdtempSync(join(tmpdir(), `squall-${subject}-`));
  made.push(folder);
  return folder;
}

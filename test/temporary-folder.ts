/** Folders of a test file's own, gone when the file is done, however its tests ended. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];

/** Called after each test file by `temporary-folders-removed.ts`, which every configuration of vitest names. */
export function removeTemporaryFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** @param subject of its name: `synth` → `squall-synth-…` below the system's own temporary folder */
export function temporaryFolder(subject: string): string {
  const folder = mkdtempSync(join(tmpdir(), `squall-${subject}-`));
  made.push(folder);
  return folder;
}

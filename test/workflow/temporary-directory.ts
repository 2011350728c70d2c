/** A directory for each test of a file, removed after it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

export function temporaryDirectory(): { path(): string } {
  let path: string;
  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), 'squall-'));
  });
  afterEach(() => rmSync(path, { recursive: true, force: true }));
  return { path: () => path };
}

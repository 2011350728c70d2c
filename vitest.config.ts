import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/temporary-folders-removed.ts'],
    testTimeout: 60_000,
    pool: 'threads',
    // Modules are loaded once for each worker, not for each of 280 files: a fifth of all time.
    // What a test changes of the process (spies, variables, clocks) it puts back after itself.
    isolate: false,
    // Left to itself it keeps one of two cores free.
    maxWorkers: 2,
  },
});

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    pool: 'threads',
    // Left to itself it keeps one of two cores free.
    maxWorkers: 2,
  },
});

import { defineConfig } from 'vitest/config';

/**
 * The tests that hold guardrails, schedules, locks, the ledger and drills: what Stryker runs against
 * each of its changes. Those that walk whole runs at every crash point, or every hour of
 * ten years, are left out: they would find more, and take a day.
 */
export default defineConfig({
  test: {
    include: [
      'test/unit/core/{guardrails,schedule}/**/*.test.ts',
      'test/unit/core/lifecycle/{inject,overtaken,undo,arm,abort,awaited,awaits,fail-back,home,leaving,leftovers,observe}*.test.ts',
      'test/unit/core/drill/**/*.test.ts',
      'test/contract/history.test.ts',
    ],
    exclude: ['test/unit/core/schedule/forbidden-times.test.ts'],
    setupFiles: ['test/temporary-folders-removed.ts'],
    testTimeout: 60_000,
    pool: 'threads',
  },
});

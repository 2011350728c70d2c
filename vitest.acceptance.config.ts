import { defineConfig } from 'vitest/config';
import { longestFirst } from './test/longest-first.ts';

/** What the product promises, through the command line alone. Minutes, so apart from `npm test`. */
export default defineConfig({
  test: {
    include: ['test/acceptance/**/*.acceptance.ts'],
    setupFiles: ['test/temporary-folders-removed.ts'],
    testTimeout: 900_000,
    pool: 'threads',
    maxWorkers: 2,
    sequence: {
      sequencer: longestFirst(['killed-often', 'scenarios', 'seeds', 'forbidden-times', 'monkey-days', 'templates']),
    },
  },
});

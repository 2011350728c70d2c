import { defineConfig } from 'vitest/config';
import { longestFirst } from './test/longest-first.ts';

/** The real SDK over the wire to servers that nobody here wrote. Needs Python; apart from `npm test`. */
export default defineConfig({
  test: {
    include: ['test/conformance/**/*.conformance.ts'],
    globalSetup: [
      'test/conformance/virtual-environment.ts',
      'test/conformance/records-setup.ts',
      'test/conformance/moto-pool.ts',
      'test/conformance/toxiproxy-setup.ts',
    ],
    setupFiles: [
      'test/temporary-folders-removed.ts',
      'test/conformance/callers.ts',
      'test/conformance/no-violations.ts',
    ],
    reporters: ['default', 'test/conformance/summary-reporter.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'threads',
    maxWorkers: 2,
    sequence: {
      sequencer: longestFirst(['drills', 'cli', 'certify', 'handlers', 'stacks', 'accounts', 'journals', 'templates']),
    },
  },
});

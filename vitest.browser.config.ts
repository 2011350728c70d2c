import { defineConfig } from 'vitest/config';

/** What only a real browser can tell: needs Debian's chromium, so apart from `npm test`. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.browser.ts'],
    setupFiles: ['test/temporary-folders-removed.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'threads',
  },
});

/** What a page shows, measured inside of the browser by `inspect-page.js`. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

export interface Inspection {
  readonly headings: readonly number[];
  readonly tablesWithoutCaption: number;
  readonly chartsWithoutName: number;
  /** Text below 4.5:1, or 3:1 where it is large: what it says, and its ratio. */
  readonly faint: readonly string[];
  /** Elements beyond the right edge. */
  readonly wide: readonly string[];
  readonly scrolls: boolean;
  readonly text: number;
}

const source = readFileSync(new URL('./inspect-page.js', import.meta.url), 'utf8');

export const inspect = (page: Page): Promise<Inspection> => page.evaluate(`(() => { ${source}; return inspect(); })()`);

/** A column that holds JSON, read: what stands there is ours, unless the file was damaged. */
import { PlatformFileUnusable } from './database.ts';

/** @throws PlatformFileUnusable */
export function stored<T>(text: string): T {
  return readable(() => JSON.parse(text));
}

/** The same for whoever reads JSON of ours elsewhere. */
export function readable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new PlatformFileUnusable(
      'platform.sqlite is not a readable Squall platform file (a row of it is damaged): move it away, and a new one is made',
      { cause: error },
    );
  }
}

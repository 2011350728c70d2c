/**
 * A visitor of the sample fleet: one request a second, so that its alarm has something to
 * judge. Nobody else asks it for anything, and an alarm without data guards no run.
 */
import type { Millis } from '../../../core/ports/clock.ts';

export interface Visitor {
  /** Idempotent. */
  leave(): void;
}

const every: Millis = 1000;
const patience: Millis = 5000;

/** @param fetch for suites */
export function visit(url: string, fetch: typeof globalThis.fetch = globalThis.fetch): Visitor {
  const timer = setInterval(() => {
    // What it is answered is the alarm's to count, on the fleet's side.
    fetch(url, { signal: AbortSignal.timeout(patience), redirect: 'manual' }).then(
      (answer) => answer.body?.cancel(),
      () => {},
    );
  }, every);
  // It keeps no process alive that has nothing else to do.
  timer.unref();
  return { leave: () => clearInterval(timer) };
}

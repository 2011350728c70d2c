/** What our own code changes on a service, and nobody but us puts back: it outlasts its action. */
import type { Millis } from '../model.ts';

/** Longer than any world lasts, and JSON can hold it. */
export const untilUndone: Millis = 100 * 365 * 86_400_000;

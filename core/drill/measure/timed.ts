import type { Between, Timed } from '../../history/measured.ts';
import type { Instant, Millis } from '../../ports/clock.ts';

/** From an instant to one that lies between two. Clocks of two functions differ: never less than nothing. */
export const measured = (from: Instant, { notBefore, notAfter }: Between): Timed => ({
  is: 'measured',
  least: Math.max(0, notBefore - from),
  most: Math.max(0, notAfter - from),
});

export const exactly = (from: Instant, at: Instant): Timed => measured(from, { notBefore: at, notAfter: at });

export const never = (least: Millis, why: string): Timed => ({ is: 'never', least: Math.max(0, least), why });

export const unknown = (why: string) => ({ is: 'unknown', why }) as const;

/** When the last of several came about. */
export const lastOf = (all: readonly Between[], from: Instant): Between => ({
  notBefore: Math.max(from, ...all.map(({ notBefore }) => notBefore)),
  notAfter: Math.max(from, ...all.map(({ notAfter }) => notAfter)),
});

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;
export type Millis = number;

/** The only clock that core knows. In AWS the wall clock, on a laptop the world's. */
export interface Clock {
  now(): Instant;
}

/** What must hold of a whole run of the platform, by what the world showed. Numbers as in the safety design. */
import type { Platform } from '../platform.ts';
import type { Cast } from '../scenario/people.ts';

export interface Story {
  readonly platform: Platform;
  readonly cast: Cast;
}

export interface Invariant {
  readonly id: `I${number}`;
  readonly what: string;
  /** Each breach in one sentence. */
  breaches(story: Story): Iterable<string>;
}

/** Seconds with one digit, as in "12.5 s". */
export const seconds = (millis: number): string => `${Math.round(millis / 100) / 10} s`;

/** What a fault does while it holds: plain data, kept with the action, so that it outlives the process. */
import type { Millis } from '../model.ts';

export type Effect =
  /** Delay of every answer of these instances. */
  | { readonly kind: 'latency'; readonly on: readonly string[]; readonly milliseconds: Millis }
  /** Share of exchanges with these instances that lose a packet. */
  | { readonly kind: 'packet-loss'; readonly on: readonly string[]; readonly share: number }
  /** Share of these instances' processors that something else takes. */
  | { readonly kind: 'cpu-stress'; readonly on: readonly string[]; readonly load: number }
  /** Nothing in these zones can be reached. */
  | { readonly kind: 'unreachable'; readonly zones: readonly string[] }
  /** Share of invocations of these functions that fail before any code of theirs runs. */
  | { readonly kind: 'invocation-error'; readonly on: readonly string[]; readonly share: number }
  /** Delay of every invocation of these functions. */
  | { readonly kind: 'invocation-delay'; readonly on: readonly string[]; readonly milliseconds: Millis }
  /** Share of these groups' launches in these zones that find no capacity. */
  | {
      readonly kind: 'no-capacity';
      readonly on: readonly string[];
      readonly zones: readonly string[];
      readonly share: number;
    };

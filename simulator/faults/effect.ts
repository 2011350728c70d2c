/** What a fault does while it holds: plain data, kept with the action, so that it outlives the process. */
import type { Hindrance, Impairment, Mishap } from '../fleet.ts';
import type { Millis } from '../model.ts';

/** On resources, by ARN. */
interface On {
  readonly on: readonly string[];
}

type Kinds =
  /** Delay of every answer of these servers. */
  | (On & { readonly kind: 'latency'; readonly milliseconds: Millis })
  /** Share of exchanges with these servers that lose a packet. */
  | (On & { readonly kind: 'packet-loss'; readonly share: number })
  /** What the network does to some of these servers' connections. */
  | (On & { readonly kind: 'impaired'; readonly impairment: Impairment })
  /** Share of these servers' processors that something else takes. */
  | (On & { readonly kind: 'cpu-stress'; readonly load: number })
  /** Share of these servers' memory that something else takes. */
  | (On & { readonly kind: 'memory'; readonly share: number })
  /** How full something else makes these servers' disks. */
  | (On & { readonly kind: 'disk-fill'; readonly share: number })
  /** Delay of this share of the reads and writes of these servers' disks; `endless`: they stand still. */
  | (On & { readonly kind: 'disk-latency'; readonly share: number; readonly milliseconds: Millis | 'endless' })
  /** Nothing in these zones can be reached. */
  | { readonly kind: 'unreachable'; readonly zones: readonly string[] }
  /** Nobody reaches these servers. */
  | (On & { readonly kind: 'cut-off' })
  /** These servers neither reach these zones nor are reached from there. */
  | (On & { readonly kind: 'apart'; readonly zones: readonly string[] })
  /** The same of all that stands in these zones, and everywhere else. */
  | { readonly kind: 'zones-apart'; readonly zones: readonly string[]; readonly from: readonly string[] }
  /** What stands in these zones gets no answer from these services. */
  | { readonly kind: 'zones-without'; readonly zones: readonly string[]; readonly to: readonly string[] }
  /** Calls of these servers to these load balancers and services are late, lose packets, fail, or are never answered. */
  | (On & {
      readonly kind: 'outgoing';
      readonly to: readonly string[];
      readonly outcome: Hindrance['outcome'];
      readonly milliseconds: Millis;
      readonly share: number;
      /** What befalls some of them besides. Default: nothing. */
      readonly mishap?: Mishap;
    })
  /** Rules of a security group, by their keys, let nothing through. */
  | { readonly kind: 'rules-revoked'; readonly group: string; readonly rules: readonly string[] }
  /** How far these servers' clocks are off: ahead when positive. */
  | (On & { readonly kind: 'clock-skew'; readonly milliseconds: Millis })
  /** The nodes of these clusters in these zones have no power. */
  | (On & { readonly kind: 'no-power'; readonly zones: readonly string[] })
  /** Nothing that is written to these reaches their replicas. */
  | (On & { readonly kind: 'no-replication' })
  /** What befalls requests of these functions. */
  | (On & { readonly kind: 'mishap'; readonly mishap: Mishap })
  /** What befalls calls through this proxy, and as which toxic. */
  | { readonly kind: 'toxic'; readonly proxy: string; readonly toxic: string; readonly mishap: Mishap }
  /** Share of invocations of these functions that fail before any code of theirs runs. */
  | (On & { readonly kind: 'invocation-error'; readonly share: number })
  /** Delay of every invocation of these functions. */
  | (On & { readonly kind: 'invocation-delay'; readonly milliseconds: Millis })
  /** These are out of the target groups of their load balancers. */
  | (On & { readonly kind: 'detached' })
  /** These records of names have another weight, or lead to another load balancer or service. Of several the last counts. */
  | (On & { readonly kind: 'record'; readonly weight?: number; readonly to?: string })
  /** These routing controls are set. Of several the last counts. */
  | (On & { readonly kind: 'routing-control'; readonly state: 'on' | 'off' })
  /** These endpoint groups take this percentage of what would be sent there. Of several the last counts. */
  | (On & { readonly kind: 'dial'; readonly percent: number })
  /** These health checks are taken for failed, whatever they hear. */
  | (On & { readonly kind: 'check-failed' })
  /** These load balancers send nothing to their targets in these zones. */
  | (On & { readonly kind: 'zones-left'; readonly zones: readonly string[] })
  /** These groups are told to have no member. */
  | (On & { readonly kind: 'scaled-to-zero' })
  /** This group, by its name, is told to have so many members at least. */
  | { readonly kind: 'raised'; readonly group: string; readonly to: number }
  /** Share of these groups' launches in these zones that find no capacity. */
  | (On & { readonly kind: 'no-capacity'; readonly zones: readonly string[]; readonly share: number });

/** `after` and `until` count from when the action's effects begin; without them it holds all along. */
export type Effect = Kinds & { readonly after?: Millis; readonly until?: Millis };

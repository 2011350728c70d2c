/** Clients and the names that they call, as the engine takes them. Part of `WorldModel`. */
import type { Millis, RetryPolicy } from './model.ts';

export interface ClientModel {
  readonly id: string;
  readonly calls: string;
  readonly rate: number;
  readonly arrivals: 'poisson' | 'constant';
  readonly operation: 'read' | 'write';
  readonly timeout: Millis;
  readonly retries: RetryPolicy;
  /** That they live near. Default: nothing is far from them. */
  readonly region?: string;
  /** Share of their resolvers that keep answers of names that route for so long, whatever their time to live. Default: none. */
  readonly ignoreTtl?: { readonly share: number; readonly keep: Millis };
  /** Share of them that keep connections, and for how long. Default: none. */
  readonly sticky?: { readonly share: number; readonly for: Millis };
}

/** A name that leads to one place for good. */
export interface SimpleDnsModel {
  readonly name: string;
  readonly to: string;
  readonly ttl: Millis;
}

/** One of the records of a name that routes; of `weight`, `role` and `region` it has the one that its routing goes by. */
export interface RoutedRecordModel {
  readonly id: string;
  readonly to: string;
  readonly weight?: number;
  readonly role?: 'primary' | 'secondary';
  readonly region?: string;
  /** Id of an endpoint check. Default: always taken for healthy. */
  readonly healthCheck?: string;
}

export interface RoutedDnsModel {
  readonly name: string;
  readonly ttl: Millis;
  readonly hostedZone: string;
  readonly routing: 'weighted' | 'failover' | 'latency';
  readonly records: readonly RoutedRecordModel[];
  readonly tags: Readonly<Record<string, string>>;
}

export type DnsModel = SimpleDnsModel | RoutedDnsModel;

export const isRouted = (name: DnsModel): name is RoutedDnsModel => 'records' in name;

/** Nodes that a name may lead to, its records' own. */
export const leadsTo = (name: DnsModel): readonly string[] =>
  isRouted(name) ? name.records.map(({ to }) => to) : [name.to];

/** Asks a node, or says what a routing control says. */
export type EndpointCheckModel = {
  readonly id: string;
  readonly tags: Readonly<Record<string, string>>;
} & (
  | {
      readonly of: string;
      readonly every: Millis;
      readonly unhealthyAfter: number;
      readonly deep: boolean;
      /** How many ask, each by itself, and how many of them must say that it is healthy. */
      readonly checkers: number;
      readonly quorum: number;
    }
  | { readonly routingControl: string }
);

export type AskingCheck = Extract<EndpointCheckModel, { readonly of: string }>;

export const isAsking = (check: EndpointCheckModel): check is AskingCheck => 'of' in check;

export interface RoutingControlModel {
  readonly id: string;
  readonly on: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

export interface EndpointGroupModel {
  readonly region: string;
  readonly to: string;
  /** Percentage of what would be sent there. */
  readonly dial: number;
  readonly healthCheck?: string;
}

export interface AcceleratorModel {
  readonly id: string;
  readonly name: string;
  readonly groups: readonly EndpointGroupModel[];
  readonly tags: Readonly<Record<string, string>>;
}

export interface DistanceModel {
  readonly between: readonly [string, string];
  readonly roundTrip: Millis;
}

import type { Target } from '../experiment/schema/steps.ts';
import type { Place } from '../targets/places.ts';

/** A thing in AWS that a fault may touch. */
export interface Resource {
  /** ARN. */
  readonly id: string;
  /** FIS resource type, such as `ec2:instance`. */
  readonly type: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly zone?: string;
  /** ARN of the subnet that an instance or a database instance stands in. */
  readonly subnet?: string;
  /** ARNs of the security groups that let its traffic through; missing where that is not known. */
  readonly securityGroups?: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  /** Name of the group or cluster it is a member of. */
  readonly group?: string;
  /** In service and passing its own health check. */
  readonly healthy: boolean;
}

/** How a resource looked: flat and JSON-safe. `exists` is false for one that is gone. */
export interface Snapshot {
  readonly id: string;
  readonly type: string;
  readonly at: number;
  readonly exists: boolean;
  readonly group?: string;
  readonly state: Readonly<Record<string, string | number | boolean>>;
}

/** What a `where` asks for once its references are resolved. */
export type TargetQuery = Pick<Target, 'type' | 'where'>;

export interface Resources {
  /** All that match, opted in or not, healthy or not, sorted by id. Without an account or a Region named: in the platform's own. @throws an error named `UnknownResourceType`. */
  resolve(query: TargetQuery): Promise<readonly Resource[]>;
  /** One for each id, in the order given. A group's snapshot holds its desired and healthy counts. */
  snapshot(ids: readonly string[]): Promise<readonly Snapshot[]>;
  /**
   * Zones that hold resources, by id, sorted: what `type: zone, default: random` chooses among.
   * @param place missing, or what it lacks: the platform's own
   */
  zones(place?: Place): Promise<readonly string[]>;
}

/** What a scan looks at: plain data, one shape for each kind, whether AWS or a world has it. Times are milliseconds. */
import type { Instant, Millis } from '../ports/clock.ts';
import type { AlarmMetric, AlarmStateValue } from '../ports/metrics.ts';
import type { Known } from './known.ts';

interface Common {
  /** ARN. */
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly tags: Known<Readonly<Record<string, string>>>;
}

export interface Member {
  readonly id: string;
  readonly zone: string;
  readonly inService: boolean;
  readonly launchedAt: Known<Instant>;
}

export interface GroupThing extends Common {
  readonly kind: 'auto-scaling-group';
  readonly zones: readonly string[];
  readonly capacity: { readonly min: number; readonly desired: number; readonly max: number };
  /** What it takes a member for ill by. */
  readonly healthCheck: 'EC2' | 'ELB';
  readonly members: readonly Member[];
  /** Ids of the target groups that it registers its members with. */
  readonly targetGroups: readonly string[];
}

export interface LoadBalancerThing extends Common {
  readonly kind: 'load-balancer';
  readonly type: 'application' | 'network' | 'gateway';
  readonly zones: Known<readonly string[]>;
  readonly deletionProtection: Known<boolean>;
  /** Missing where the type has none. */
  readonly idleTimeout?: Known<Millis>;
}

export interface TargetGroupThing extends Common {
  readonly kind: 'target-group';
  readonly targets: 'instance' | 'ip' | 'lambda' | 'alb';
  /** Ids. */
  readonly loadBalancers: readonly string[];
  readonly healthCheck: Known<
    | { readonly enabled: false }
    | {
        readonly enabled: true;
        readonly protocol: string;
        /** Missing for a protocol that has none. */
        readonly path?: Known<string>;
        readonly interval: Millis;
        readonly timeout: Millis;
        readonly unhealthyAfter: number;
        readonly healthyAfter: number;
      }
  >;
  readonly deregistrationDelay: Known<Millis>;
  /** ARNs of functions, where those are its targets. */
  readonly functions: Known<readonly string[]>;
}

export interface DatabaseThing extends Common {
  /** A cluster with its instances, or an instance that stands alone. */
  readonly kind: 'database';
  readonly multiZone: Known<boolean>;
  /** Of automatic backups. 0: none are made. */
  readonly backupRetention: Known<Millis>;
  readonly deletionProtection: Known<boolean>;
}

export interface CacheThing extends Common {
  readonly kind: 'cache';
  readonly multiZone: Known<boolean>;
  readonly failover: Known<boolean>;
}

export interface TableThing extends Common {
  readonly kind: 'table';
  readonly pointInTimeRecovery: Known<boolean>;
  readonly deletionProtection: Known<boolean>;
}

/** A stream or a queue that a function reads from. */
export interface Source {
  readonly from: string;
  readonly stream: boolean;
  /** Infinite: until the records expire. */
  readonly mostRetries: number;
  readonly keepsFailures: boolean;
}

export interface FunctionThing extends Common {
  readonly kind: 'function';
  readonly timeout: Known<Millis>;
  readonly sources: Known<readonly Source[]>;
  /** Of calls that nobody waits for. Missing: it was never configured, and AWS's defaults hold. */
  readonly asynchronous: Known<{
    readonly retries: number;
    readonly longest: Millis;
    readonly keepsFailures: boolean;
    readonly configured: boolean;
  }>;
}

export interface AlarmThing extends Common {
  readonly kind: 'alarm';
  readonly state: AlarmStateValue;
  readonly metrics: Known<readonly AlarmMetric[]>;
  readonly period: Millis;
  readonly actions: Known<{ readonly enabled: boolean; readonly onAlarm: number }>;
  /** Start of the newest period that it judged by. Missing: it has no data at all. */
  readonly newest: Known<Instant> | undefined;
}

/** What carries one service's tag, together. Made by the scan, of what it read. */
export interface ServiceThing extends Common {
  readonly kind: 'service';
  readonly members: readonly Thing[];
}

export type Thing =
  | GroupThing
  | LoadBalancerThing
  | TargetGroupThing
  | DatabaseThing
  | CacheThing
  | TableThing
  | FunctionThing
  | AlarmThing;

export type Kind = Thing['kind'];
export type Subject = Thing | ServiceThing;
export type SubjectOf<K extends Subject['kind']> = Extract<Subject, { readonly kind: K }>;

/** As people call them. */
export const kindNames: Readonly<Record<Subject['kind'], string>> = {
  'auto-scaling-group': 'Auto Scaling group',
  'load-balancer': 'load balancer',
  'target-group': 'target group',
  database: 'database',
  cache: 'cache',
  table: 'table',
  function: 'function',
  alarm: 'alarm',
  service: 'service',
};

export const kinds = Object.keys(kindNames).filter((kind) => kind !== 'service') as readonly Kind[];

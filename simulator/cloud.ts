/**
 * The simulated cloud as its callers see it: a control plane (resources, faults,
 * alarms) over traffic, on a virtual clock. Everything is synchronous, and two clouds
 * made from the same model and seed, and driven by the same calls at the same
 * instants, are equal to the last bit.
 */
import type { CloudBeat, CloudBeatAnswer } from './control-plane/heartbeats.ts';
import type { Instant, MetricIdentity, Millis, WorldModel } from './model.ts';
import type { CloudSave } from './saved.ts';

/** What the control plane shows of a resource, as a Describe call would. */
export interface CloudResource {
  /** ARN. */
  readonly id: string;
  /** FIS resource type, such as `ec2:instance`. */
  readonly type: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly zone?: string;
  /** Of what stands in several, all of them. */
  readonly zones?: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  /** Name of the Auto Scaling group or cluster it is a member of. */
  readonly group?: string;
  /** A further type by which FIS targets it: a spot instance is an instance too. */
  readonly alsoType?: string;
  /** ARNs of the security groups of an instance or a database instance; missing where the world has none. */
  readonly securityGroups?: readonly string[];
  /** ARN of the instance that a volume is attached to. */
  readonly attachedTo?: string;
  /** Of a member, as its group has it. */
  readonly lifecycle?: 'pending' | 'in-service' | 'draining';
  /** In service and passing its own health check now. */
  readonly healthy: boolean;
  /** What a snapshot compares: flat, JSON-safe, and free of anything that moves by itself. */
  readonly state: Readonly<Record<string, string | number | boolean>>;
}

/** One action of an FIS experiment, as compiled from a wave. */
export interface CloudAction {
  readonly name: string;
  readonly actionId: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Target key to ARNs. */
  readonly targets: Readonly<Record<string, readonly string[]>>;
  /** Target key to parameters of the target that say how it is hit. Default: none. */
  readonly targetParameters?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface ExperimentRequest {
  /** Idempotency: a second start with the same token answers the first experiment. */
  readonly clientToken: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly actions: readonly CloudAction[];
  /** Names of alarms that stop the experiment as FIS does. */
  readonly stopAlarms: readonly string[];
}

export type ExperimentStatus = 'pending' | 'running' | 'completed' | 'stopping' | 'stopped' | 'failed';

export interface ExperimentState {
  readonly id: string;
  readonly clientToken: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly status: ExperimentStatus;
  readonly reason?: string;
  readonly startedAt: Instant;
  readonly endedAt?: Instant;
  readonly actions: readonly {
    readonly name: string;
    readonly actionId: string;
    readonly status: ExperimentStatus;
    readonly startedAt: Instant;
    readonly endedAt?: Instant;
    /** ARNs in effect. */
    readonly targets: readonly string[];
  }[];
}

export type AlarmStateValue = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export interface AlarmView {
  readonly name: string;
  readonly state: AlarmStateValue;
  readonly since: Instant;
  readonly reason: string;
  readonly period: Millis;
  readonly breaching: number;
  readonly of: number;
  readonly missingData: 'missing' | 'ignore' | 'breaching' | 'notBreaching';
  /** Newest datapoint that the alarm has seen, if any. */
  readonly lastDatapointAt?: Instant;
}

export interface Datapoint {
  /** Start of the period, as CloudWatch labels it. */
  readonly at: Instant;
  readonly value: number;
}

export interface SeriesQuery extends MetricIdentity {
  readonly stat: string;
  readonly period: Millis;
  readonly from: Instant;
  readonly to: Instant;
}

/** What the cloud announces while time advances. */
export type CloudEvent =
  | {
      readonly type: 'alarm';
      readonly at: Instant;
      readonly name: string;
      readonly state: AlarmStateValue;
      readonly reason: string;
    }
  | { readonly type: 'experiment'; readonly at: Instant; readonly id: string; readonly status: ExperimentStatus };

/** JSON-safe control plane: resources, faults with their expiries, alarms, virtual now. No requests in flight. */
export interface CloudDump {
  readonly schemaVersion: 1;
  readonly now: Instant;
  readonly [part: string]: unknown;
}

/** Names what it refuses, as in "the simulator does not model aws:ebs:pause-volume-io". */
export class NotSimulated extends Error {
  override readonly name = 'NotSimulated';
}

export interface SimulatedCloud {
  readonly model: WorldModel;
  readonly now: Instant;

  /**
   * Runs traffic, control plane and alarm evaluations up to and including `to`, but
   * stops at the first instant at which something is announced, and returns it.
   * An empty answer means that `now === to`.
   */
  advance(to: Instant): readonly CloudEvent[];

  /** Every resource that exists, sorted by id. Terminated instances are gone. */
  resources(): readonly CloudResource[];

  /** @throws NotSimulated for an action, a parameter or a target the simulator does not model. Nothing is started then. */
  startExperiment(request: ExperimentRequest): ExperimentState;
  /** Why `startExperiment` would throw NotSimulated, if it would; nothing is started. */
  refusalOf(request: Pick<ExperimentRequest, 'actions' | 'stopAlarms'>): string | undefined;
  /** Idempotent. Unknown ids do nothing. */
  stopExperiment(id: string, reason: string): void;
  experiment(id: string): ExperimentState | undefined;
  experimentByToken(clientToken: string): ExperimentState | undefined;
  experiments(): readonly ExperimentState[];

  /** Ends what an experiment that is over still does: of our own actions, what nobody but us puts back. Idempotent; unknown ids do nothing. */
  endEffects(id: string): void;

  /** Starts an instance that stands stopped; anything else is left alone. */
  startInstances(ids: readonly string[]): void;

  /** Datapoints already published at `now`, oldest first. @throws NotSimulated for a metric that the world does not publish. */
  series(query: SeriesQuery): readonly Datapoint[];
  alarm(name: string): AlarmView | undefined;
  alarms(): readonly AlarmView[];
  /**
   * As SetAlarmState: the next evaluation decides again. Answers what it announces, since
   * time does not advance. @throws NotSimulated for an alarm that the world does not have.
   */
  setAlarmState(name: string, state: AlarmStateValue, reason: string): readonly CloudEvent[];

  /** One synthetic request to a DNS name, judged from the present state; it is not counted in the metrics. */
  probe(
    host: string,
    timeout: Millis,
  ): { readonly status: number; readonly latency: Millis } | { readonly failed: string };

  /** One write of an item of the caller's own, and one look at what the table's replica shows of it. */
  beat(asked: CloudBeat): CloudBeatAnswer;
  /** Takes the item away. Idempotent. */
  endBeat(table: string, item: string): void;
  /** Items of callers' own that stand in tables. */
  beats(): readonly string[];

  dump(): CloudDump;
  /** The same in parts, for who saves often: metric periods that closed up to `since` are left out. */
  save(since: Instant | undefined): CloudSave;
}

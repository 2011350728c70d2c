/**
 * One fault of the simulated FIS: what it accepts, what holds while it runs, and what it
 * does to the control plane when it begins and ends. A fault is a file here and a line in
 * `registry.ts`.
 */
import type { Plane } from '../control-plane/plane.ts';
import type { Millis, NodeGroupModel, ServiceModel, WorldModel } from '../model.ts';
import type { Effect } from './effect.ts';

export type FaultTargets = Readonly<Record<string, readonly string[]>>;
export type FaultTargetParameters = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What a fault may want to know of a targeted resource. */
export interface TargetView {
  readonly zone?: string;
  /** The service that it is, or is a member of. */
  readonly service?: ServiceModel;
  /** The node group that it is, or is a node of. */
  readonly nodeGroup?: NodeGroupModel;
  /** ARN of a volume's instance. */
  readonly attachedTo?: string;
}

export interface FaultRequest {
  readonly parameters: Readonly<Record<string, string>>;
  /** Target key to ARNs, each of the type that the fault declares. */
  readonly targets: FaultTargets;
  /** Target key to parameters of the target that say how it is hit. */
  readonly targetParameters?: FaultTargetParameters;
  readonly model: WorldModel;
  /** Of a targeted resource. */
  readonly describe: (arn: string) => TargetView;
  /** Chance by name: uniform in [0, 1), the same for the same name. */
  readonly draw: (name: string) => number;
}

/** What an accepted action will do by itself. */
export interface FaultPlan {
  /** Until the action ends, if nobody stops it. 0: at once. */
  readonly duration: Millis;
  readonly effects: readonly Effect[];
  /** From the action's beginning to the effects', and from its end to theirs. Default 0. */
  readonly rampUp?: Millis;
  readonly rampDown?: Millis;
  /** How long the effects hold when that is not the action's duration: they then end by a clock of their own. */
  readonly effectsFor?: Millis;
}

export interface FaultAction {
  readonly parameters: Readonly<Record<string, string>>;
  readonly targets: FaultTargets;
  /** As `plan` had them. */
  readonly effects: readonly Effect[];
}

export interface Fault {
  readonly actionId: string;
  /** Target key to FIS resource type; every key is required. */
  readonly targets: Readonly<Record<string, string>>;
  /** Those that may be left out. */
  readonly optional?: Readonly<Record<string, string>>;
  /** Pure. @throws NotSimulated for what the simulator does not model. */
  plan(request: FaultRequest): FaultPlan;
  /** Acts on the control plane as the action begins. @returns why it failed. */
  begin?(plane: Plane, action: FaultAction, experiment: string): string | undefined;
  /** Puts back what ending puts back, whether the action ran out or was stopped. @returns why it failed. */
  end?(plane: Plane, action: FaultAction): string | undefined;
  /** What it has asked for and is not there yet, as a sentence without a full stop: it counts as pending until then. */
  underWay?(plane: Plane, action: FaultAction): string | undefined;
  /** Once its effects are over, stopped or put back. */
  ended?(plane: Plane, action: FaultAction): void;
  /** From StopExperiment until the undo is done. Default `timings.experimentStop`. */
  undoTime?(action: FaultAction): Millis;
}

/** The plan: everything decided before anything is touched. JSON-safe, so that a run record can hold it. */

import type { PreCheckFinding } from '../drill/pre-checks/pre-check.ts';
import type { ZoneDraw } from '../experiment/draw-zone.ts';
import type { Experiment } from '../experiment/schema/experiment.ts';
import type { UndoPlan } from '../history/ledger.ts';
import type { Settings } from '../platform/settings.ts';
import type { Millis } from '../ports/clock.ts';
import type { FaultProvider } from '../ports/faults.ts';
import type { Resource } from '../ports/resources.ts';
import type { PlannedStage } from '../rollout/planned-stage.ts';

import type { Calendar } from '../schedule/calendar.ts';

import type { Finding } from '../stop-conditions/finding.ts';
import type { Place } from '../targets/places.ts';

export interface PlannedStep {
  readonly id: string;
  readonly title: string;
  /** 1 for the first. */
  readonly wave: number;
  readonly provider: FaultProvider;
  readonly action: string;
  /** As the provider takes them: strings, references resolved. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Target key to ARNs, sorted. */
  readonly targets: Readonly<Record<string, readonly string[]>>;
  /** Target key to parameters of the target that say how it is hit. Missing where none has any. */
  readonly targetParameters?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Where it acts, as its targets were asked for. Missing where their ARNs say it, or nobody does. */
  readonly place?: Place;
  /** What an escalation goes up to in this step, such as `250 ms`. */
  readonly rung?: string;
  /** It stands until the run is over: the next wave begins once it has begun. */
  readonly stands?: true;
  /** Undone last, once nothing else is left and home is ready: it moved users elsewhere. */
  readonly moves?: true;
  /** Of a mover that something waits for: for how long users may still be there once it is seen undone. */
  readonly lingers?: Millis;
  /** Of a mover whose undo takes away what serves users: capacity, or a writer. It waits for those that later movers have led there. */
  readonly serves?: true;
  /** 0 for an instant action. Of one that stands, at most: undo ends it sooner. */
  readonly duration: Millis;
  readonly undo: UndoPlan;
  /** What it changes, one sentence. */
  readonly changes: string;
}

/** What a wave waits for beside its faults, or alone. Nothing is changed by it. */
export interface PlannedAwait {
  /** Of the step. */
  readonly id: string;
  readonly title: string;
  /** 1 for the first. */
  readonly wave: number;
  readonly what:
    | { readonly kind: 'alarms'; readonly alarms: readonly string[]; readonly state: 'ALARM' | 'OK' }
    | { readonly kind: 'approvals'; readonly count: number }
    | { readonly kind: 'time' };
  /** Of time, how long; of the others, how long at most. */
  readonly within: Millis;
  readonly otherwise: 'end' | 'go-on';
}

/** A named target of the experiment, resolved: what matched, what was chosen. */
export interface PlannedTarget {
  readonly name: string;
  readonly type: string;
  readonly matched: readonly Resource[];
  /** Ids, sorted. */
  readonly chosen: readonly string[];
  /** What stands in the chosen ones and is hit with them, healthy or not, sorted by id: for faults on subnets. */
  readonly reached?: readonly Resource[];
  /** Why not all: "2 of 6 by percent 34, seed 7". */
  readonly because: string;
}

/** A template of the provider's that became steps of the plan, and is itself never started. */
export interface PlannedTemplate {
  /** The step that names it. */
  readonly stepId: string;
  readonly id: string;
  /** Of what it would do, when it was planned. */
  readonly hash: string;
  /** Ids of the steps that it became. */
  readonly steps: readonly string[];
}

export interface BlastRadiusShare {
  readonly service: string;
  readonly type: string;
  /** Healthy members of the service's fleet of this type. */
  readonly healthy: number;
  readonly affected: number;
  readonly percent: number;
  /** Zone to healthy members before and during. */
  readonly zones: Readonly<Record<string, { readonly before: number; readonly during: number }>>;
}

export interface StopConditionExposure {
  readonly alarm: string;
  readonly detect: Millis;
  readonly deliver: Millis;
  readonly stop: Millis;
  readonly total: Millis;
}

export interface Plan {
  /** Parameters resolved: no reference is left, templates are written out as steps, and its blast radius is that of the stage. */
  readonly definition: Experiment;
  readonly definitionHash: string;
  /** Over canonical JSON of definition, parameters, seed, sorted target ids, the templates' hashes, the stage's number and why pre-checks are forced. */
  readonly hash: string;
  readonly seed: number;
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  /** Of each parameter whose zone chance has chosen, how. Missing where none was drawn. */
  readonly drawn?: Readonly<Record<string, ZoneDraw>>;
  readonly targets: readonly PlannedTarget[];
  readonly steps: readonly PlannedStep[];
  /** Missing when no step waits for anything. */
  readonly awaits?: readonly PlannedAwait[];
  readonly waves: number;
  /** Missing when no step names one. */
  readonly templates?: readonly PlannedTemplate[];
  /** Missing without a rollout, or where that does not name the environment. */
  readonly rollout?: PlannedStage;
  readonly shares: readonly BlastRadiusShare[];
  readonly exposure: readonly StopConditionExposure[];
  /** Of a drill: until each of the alarms that tell of its loss is in ALARM, at worst. Missing where none can be read. */
  readonly detection?: readonly { readonly alarm: string; readonly worst: Millis }[];
  /** What there is to say against its stop alarms, by what they are made of; their state is the guardrail's. Missing when there is nothing. */
  readonly stopConditions?: readonly Finding[];
  /** Step ids with the declared reason. */
  readonly irreversible: readonly { readonly stepId: string; readonly reason: string }[];
  readonly unsafe: readonly string[];
  /** What was found of the place that takes over. No part of any hash. Missing for what is no drill. */
  readonly preChecks?: readonly PreCheckFinding[];
  /** Why it goes on whatever they say. Part of its hash. Missing: it does not. */
  readonly forcePrecheck?: string;
  /** What the platform that planned it watches, `none` said out loud, and whom it lets run what. Missing in plans of earlier versions. */
  readonly platform?: Settings;
  /** The days that its holidays fall on, as the definition was stored with. No part of any hash. Missing without holidays. */
  readonly calendar?: Calendar;
  /** Dollars in AWS: faults by the action-minute, the platform by transitions. */
  readonly cost: { readonly faults: number; readonly platform: number; readonly total: number; readonly basis: string };
  /** Gate, waves, recovery, and the whole lease. */
  readonly times: {
    readonly gate: Millis;
    readonly waves: Millis;
    readonly undo: Millis;
    readonly lease: Millis;
    readonly sampleEvery: Millis;
  };
}

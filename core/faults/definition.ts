/** What the catalogue says of one action: what it changes, what it takes, what bounds it, who undoes it, what it needs. */
import type { Millis } from '../ports/clock.ts';
import type { FaultProvider } from '../ports/faults.ts';
import type { Lingering } from './lingering.ts';
import type { FaultNeed } from './need.ts';
import type { FaultParameter, FaultValue, ParameterMatch } from './parameter.ts';
import type { ChosenBy } from './resource-type.ts';

/** A target that an action takes under a key of its own, such as `Instances`. */
export interface FaultTarget {
  /** Of `resourceTypes`, as FIS names it without `aws:`. */
  readonly type: string;
  /** Without it the action works too. */
  readonly optional?: true;
  /** Resources at most, where the action takes fewer than FIS does of any target. */
  readonly most?: number;
  /** Where this action takes fewer ways of choosing than its resource type has. */
  readonly chosenBy?: readonly ChosenBy[];
}

/** The first rule whose `when` matches says who undoes the action. */
export type UndoRule = {
  readonly when?: ParameterMatch;
} & (
  | { readonly by: 'provider'; readonly how: string }
  /** `loses`: what no undo brings back all the same, so that a step must declare it as if nobody undid it. */
  | { readonly by: 'us'; readonly how: string; readonly loses?: string }
  /** A step with such an action must declare `undo: { irreversible: … }`. */
  | { readonly by: 'nobody'; readonly why: string }
);

/**
 * How a target counts against the blast radius: as a member of its service's fleet, by the
 * resources of the named types that stand in it (each one a member of its own service's
 * fleet), by the share of it that is hit (of its requests, its instances: percent, in the
 * named parameter), or not at all, because nothing that serves is taken away.
 */
export type FaultReach =
  | { readonly counts: 'members' }
  | { readonly counts: 'residents'; readonly types: readonly string[] }
  | { readonly counts: 'share'; readonly parameter: string }
  | { readonly counts: 'nothing'; readonly why: string };

/** As a drill's levels have it: each goes further than the one before. */
export type Moved = 'traffic' | 'capacity' | 'data';

/** What the provider's own rollback, or the fault itself, is known to miss. */
export interface FaultHole {
  /** A sentence without a full stop. */
  readonly what: string;
  /** What is done about it here, or that nothing is and what to look at. */
  readonly answer: string;
}

export interface FaultDefinition {
  /** `aws:<service>:<action>` as FIS has it, or `squall:<subject>:<action>`. */
  readonly id: string;
  /** The service of AWS, or the subject of ours: the middle of the id. */
  readonly family: string;
  readonly provider: FaultProvider;
  /** What it changes, one sentence without a full stop. */
  readonly summary: string;
  readonly targets: Readonly<Record<string, FaultTarget>>;
  readonly reach: FaultReach;
  /** It is for the ill as well as for the sound: others hit only what is healthy. */
  readonly illToo?: true;
  /** What of the users' it takes elsewhere, so that a drill may have it among its movers. Missing: nothing. */
  readonly moves?: Moved;
  /** For how long users may still be there once it is seen undone. Missing: nobody is led there by it. */
  readonly lingers?: Lingering;
  /** It moves that only where the step has it so. */
  readonly movesWhen?: ParameterMatch;
  readonly parameters: readonly FaultParameter[];
  /** The parameter that says how long it lasts, or `instant`: done when the call is. */
  readonly bounded: { readonly by: 'duration'; readonly parameter: string } | { readonly by: 'instant' };
  readonly undo: readonly UndoRule[];
  /** Longest from the call until it is seen to act, where that is more than a minute. */
  readonly beginTime?: Millis;
  /** Longest that undo takes once asked for, until it is seen to have worked. */
  readonly undoTime: Millis;
  readonly holes: readonly FaultHole[];
  /** Dollars for a minute of one action. */
  readonly pricePerActionMinute: number;
  /** Permissions of AWS without which it cannot be injected, or undone. */
  readonly needs: readonly FaultNeed[];
  /** Values for `with:` the fewest that it takes, and all that can be given together. */
  readonly examples: {
    readonly minimal: Readonly<Record<string, FaultValue>>;
    readonly maximal: Readonly<Record<string, FaultValue>>;
  };
  /** What no page of AWS's confirmed, a sentence each. */
  readonly unconfirmed?: readonly string[];
}

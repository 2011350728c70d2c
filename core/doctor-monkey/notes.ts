/** What the doctor writes down between two looks: who has been ill since when, and what became of whom it treated. */
import type { Instant, Millis } from '../ports/clock.ts';
import type { Sighting } from './sightings.ts';
import type { Ward } from './ward.ts';

export interface Treated {
  readonly runId: string;
  /** ARNs and names. */
  readonly instance: string;
  readonly instanceName: string;
  readonly group: string;
  readonly groupName: string;
  readonly owner?: string;
  readonly at: Instant;
  /** By when its group ought to be whole again. */
  readonly dueAt: Instant;
}

export interface Notes {
  readonly place: string;
  readonly sightings: readonly Sighting[];
  /** Whose group was not seen whole yet. */
  readonly treated: readonly Treated[];
  /** `leftKey` of what was left to people, who were told. Forgotten once it is so no more. */
  readonly said: readonly string[];
  /** Raised by each write, which is held to it. 0: nothing is written yet. */
  readonly version: number;
}

export const blankNotes = (place: string): Notes => ({ place, sightings: [], treated: [], said: [], version: 0 });

export type FollowUp =
  | { readonly of: Treated; readonly healed: true; readonly after: Millis }
  /** Overdue: said once, and followed no longer. */
  | { readonly of: Treated; readonly healed: false; readonly why: string };

/** What became of earlier treatments; those still within their time are left out, and stay. */
export function followUps(treated: readonly Treated[], { at, groups }: Ward): readonly FollowUp[] {
  return treated.flatMap((of): readonly FollowUp[] => {
    const group = groups.find(({ id }) => id === of.group);
    const sound = group?.members.filter(({ health }) => health.is === 'sound') ?? [];
    const there = group?.members.some(({ id }) => id === of.instance) ?? false;
    if (group && !there && sound.length >= group.desired) return [{ of, healed: true, after: at - of.at }];
    if (at < of.dueAt) return [];
    const why = !group
      ? 'its group is no more, or carries no tag of a practice any more'
      : there
        ? `${of.instanceName} is still there: the run was refused, or the group keeps it`
        : `${sound.length} of ${group.desired} are sound`;
    return [{ of, healed: false, why }];
  });
}

/** What a monkey will do on one day, and what it will not, each with its reason. */
import type { Instant } from '../ports/clock.ts';
import type { Draws } from './draws.ts';
import type { GroupName, Member } from './group.ts';
import type { MonkeyDefinition } from './schema/monkey.ts';

export interface PlannedKill {
  readonly monkey: string;
  /** Hash of its definition. */
  readonly monkeyHash: string;
  /** Of the workday on which its window begins, in the monkey's time zone: `2026-11-23`. */
  readonly date: string;
  /** The seed of the plan. */
  readonly planSeed: number;
  readonly group: GroupName;
  /** The whole minute at which the run begins. */
  readonly at: Instant;
  readonly region: string;
  /** The only zone whose members may be hit; missing: any. */
  readonly zone?: string;
  /** The run's: by it, one of those that are healthy at the minute is chosen. */
  readonly seed: number;
  /** The same for every plan of this monkey, date and group, so that a second start starts nothing. */
  readonly runId: string;
  /** Who would be hit if nothing changed until then; `among` so many. FIS chooses among nodes itself, and nobody can tell. */
  readonly expected?: Pick<Member, 'id' | 'name' | 'zone'> & { readonly among: number };
  /** Of the members of a node group, as FIS is asked. */
  readonly percent?: number;
  /** Healthy members that must be left of the group, at the minute too. Missing where a run cannot count them. */
  readonly leave?: number;
  /** When its owner is told, at the latest; missing: nobody asked to be. */
  readonly noticeAt?: Instant;
  readonly odds: Odds;
}

/** The numbers that it came by. */
export interface Odds {
  readonly draws: Draws;
  /** It is hit when `draws.chance` is below. */
  readonly below: number;
  /** The minutes that its minute was drawn from, each as likely as the others. */
  readonly minutes: number;
  /** The kill of the group before, where that is known. */
  readonly lastKill?: string;
  /** Workdays that must lie from one kill to the next. */
  readonly gap: number;
}

/** In the order in which they are asked. */
export const declineRules = [
  'gap',
  'excepted',
  'not-allowed',
  'opt-in',
  'daily-cap',
  'capacity',
  'past',
  'notice',
] as const;
export type DeclineRule = (typeof declineRules)[number];

/** A group that was drawn, and will not be hit. */
export interface Declined {
  readonly group: GroupName;
  readonly rule: DeclineRule;
  /** One sentence. */
  readonly why: string;
  /** When it would have been. */
  readonly at: Instant;
  readonly odds: Odds;
}

/** Why nothing at all is drawn on a day. */
export interface Closed {
  readonly rule: 'window' | 'holiday' | 'blackout';
  readonly why: string;
}

export interface DayPlan {
  readonly schemaVersion: 1;
  readonly monkey: string;
  readonly monkeyHash: string;
  readonly date: string;
  readonly seed: number;
  readonly plannedAt: Instant;
  /** Missing on a workday. */
  readonly closed?: Closed;
  /** From the first to the last minute that may be drawn; missing on a day that is closed. */
  readonly window?: { readonly from: Instant; readonly to: Instant; readonly minutes: number };
  /** Groups there were, and how many of them were not drawn. */
  readonly groups: number;
  readonly notDrawn: number;
  /** By minute, then by group. */
  readonly kills: readonly PlannedKill[];
  /** What would be killed if it were not leashed: recorded, and never carried out. In the same order. */
  readonly leashed: readonly PlannedKill[];
  /** By group. */
  readonly declined: readonly Declined[];
  /** Who is told of it, and of what becomes of its kills. Missing: nobody. */
  readonly trackers?: NonNullable<MonkeyDefinition['trackers']>;
  /** Why kills that are still to come may change it; missing: it is final. */
  readonly provisional?: string;
}

/** A kill that was carried out, or, of what is leashed, recorded. */
export interface PastKill {
  /** Its group's id. */
  readonly group: string;
  /** The workday that it was planned for. */
  readonly date: string;
  readonly zone?: string;
  /** Only recorded: it holds up nothing but what is leashed. */
  readonly leashed?: boolean;
}

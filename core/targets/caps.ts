/** How far a run may reach: presets are defaults that explicit caps replace, each on its own. */
import type { BlastRadius, BlastRadiusPreset, BlastRadiusScope } from '../experiment/schema/guardrails.ts';

export interface Caps {
  readonly scope: BlastRadiusScope;
  /** Distinct targets over the whole run. */
  readonly maxTargets: number;
  /** Of each service's healthy fleet, 0 to 100. */
  readonly maxPercent: number;
  /** Targets of a fleet that a percentage allows in any case: only `canary` rounds up, to one. */
  readonly atLeast: number;
  readonly minHealthyPerZone: number;
  /** Of one Auto Scaling group or cluster. */
  readonly maxPerGroup: number;
  readonly minHealthyPerGroup: number;
  /** False when the file names neither preset nor cap. */
  readonly declared: boolean;
}

const presets: Readonly<Record<BlastRadiusPreset, { maxTargets?: number; maxPercent?: number; atLeast?: number }>> = {
  single: { maxTargets: 1 },
  canary: { maxPercent: 1, atLeast: 1 },
  few: { maxPercent: 10 },
  partial: { maxPercent: 25 },
  half: { maxPercent: 50 },
  full: { maxPercent: 100 },
};

/** References must be resolved. */
export function capsOf(blastRadius: BlastRadius): Caps {
  const preset = blastRadius.preset ? presets[blastRadius.preset] : {};
  const explicit = blastRadius.maxPercent;
  return {
    scope: blastRadius.scope ?? 'targets',
    maxTargets: Number(blastRadius.maxTargets ?? preset.maxTargets ?? Number.POSITIVE_INFINITY),
    maxPercent: Number(explicit ?? preset.maxPercent ?? 100),
    atLeast: explicit === undefined ? (preset.atLeast ?? 0) : 0,
    minHealthyPerZone: Number(blastRadius.minHealthyPerZone ?? 0),
    maxPerGroup: Number(blastRadius.maxPerGroup ?? Number.POSITIVE_INFINITY),
    minHealthyPerGroup: Number(blastRadius.minHealthyPerGroup ?? 0),
    declared: blastRadius.preset !== undefined || blastRadius.maxTargets !== undefined || explicit !== undefined,
  };
}

/** Members of a fleet that may be hit, as a sum of weights (a member is 1, a function its share of requests). */
export const allowedOf = (caps: Caps, healthy: number): number =>
  Math.max((caps.maxPercent * healthy) / 100 + 1e-9, Math.min(caps.atLeast, healthy));

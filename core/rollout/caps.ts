/** How far a stage may reach: as far as it says itself, and never further than the experiment as a whole. */
import type { BlastRadius, BlastRadiusScope } from '../experiment/schema/guardrails.ts';
import { allowedOf, capsOf } from '../targets/caps.ts';

/**
 * The tighter of both, cap by cap. A preset of either is read as the caps that it stands for
 * before they are compared: were the two merged as they are written, an explicit cap of
 * the experiment would replace the preset of a stage, and widen it.
 * @param whole the experiment's own, references resolved
 */
export function blastRadiusAt(stage: BlastRadius | undefined, whole: BlastRadius): BlastRadius {
  if (!stage || Object.keys(stage).length === 0) return whole;
  const [own, outer] = [capsOf(stage), capsOf(whole)];
  const scope = stage.scope ?? whole.scope;
  const maxTargets = Math.min(own.maxTargets, outer.maxTargets);
  const tighter =
    own.maxPercent < outer.maxPercent || (own.maxPercent === outer.maxPercent && own.atLeast <= outer.atLeast)
      ? own
      : outer;
  const minHealthyPerZone = Math.max(own.minHealthyPerZone, outer.minHealthyPerZone);
  const maxPerGroup = Math.min(own.maxPerGroup, outer.maxPerGroup);
  const minHealthyPerGroup = Math.max(own.minHealthyPerGroup, outer.minHealthyPerGroup);
  const declared = own.declared || outer.declared;
  return {
    ...(scope !== undefined && { scope }),
    ...(Number.isFinite(maxTargets) && { maxTargets }),
    // One percent, and at least one: no explicit cap says so.
    ...(tighter.atLeast > 0 ? { preset: 'canary' as const } : declared && { maxPercent: tighter.maxPercent }),
    ...(minHealthyPerZone > 0 && { minHealthyPerZone }),
    ...(Number.isFinite(maxPerGroup) && { maxPerGroup }),
    ...(minHealthyPerGroup > 0 && { minHealthyPerGroup }),
  };
}

/** A cap of a stage that says more than the experiment as a whole allows. */
export interface WiderCap {
  readonly cap: 'scope' | 'maxTargets' | 'maxPercent' | 'minHealthyPerZone' | 'maxPerGroup' | 'minHealthyPerGroup';
  readonly found: string;
  readonly allowed: string;
}

/** A whole zone, Region or service is more than some targets; of each other they are no parts. */
const isWider = (scope: BlastRadiusScope, whole: BlastRadiusScope): boolean => scope !== 'targets' && scope !== whole;

/** Pure, on what is written: a cap of the experiment that is a reference is not compared, since it is not known yet. */
export function widerCaps(stage: BlastRadius, whole: BlastRadius): readonly WiderCap[] {
  const [own, outer] = [capsOf(stage), capsOf(whole)];
  const found: WiderCap[] = [];
  const wholeScope = whole.scope ?? 'targets';
  if (stage.scope !== undefined && isWider(stage.scope, wholeScope))
    found.push({
      cap: 'scope',
      found: stage.scope,
      allowed: wholeScope === 'targets' ? 'targets' : `targets or ${wholeScope}`,
    });
  if (own.maxTargets > outer.maxTargets && Number.isFinite(own.maxTargets))
    found.push({ cap: 'maxTargets', found: String(own.maxTargets), allowed: `at most ${outer.maxTargets}` });
  const saysPercent = stage.preset !== undefined && stage.preset !== 'single' ? true : stage.maxPercent !== undefined;
  if (saysPercent && own.maxPercent > outer.maxPercent)
    found.push({ cap: 'maxPercent', found: String(own.maxPercent), allowed: `at most ${outer.maxPercent}` });
  if (stage.minHealthyPerZone !== undefined && own.minHealthyPerZone < outer.minHealthyPerZone)
    found.push({
      cap: 'minHealthyPerZone',
      found: String(own.minHealthyPerZone),
      allowed: `at least ${outer.minHealthyPerZone}`,
    });
  if (stage.maxPerGroup !== undefined && own.maxPerGroup > outer.maxPerGroup)
    found.push({ cap: 'maxPerGroup', found: String(own.maxPerGroup), allowed: `at most ${outer.maxPerGroup}` });
  if (stage.minHealthyPerGroup !== undefined && own.minHealthyPerGroup < outer.minHealthyPerGroup)
    found.push({
      cap: 'minHealthyPerGroup',
      found: String(own.minHealthyPerGroup),
      allowed: `at least ${outer.minHealthyPerGroup}`,
    });
  return found;
}

/** Members that the experiment as a whole lets be hit of a fleet. */
export const allowedAtMost = (whole: BlastRadius, healthy: number): number => allowedOf(capsOf(whole), healthy);

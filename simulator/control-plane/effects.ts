/**
 * What the faults in force add up to. Always worked out anew from all of them, so that
 * faults compose in any order and none can leave a trace of itself in another's undo.
 */
import type { Effect } from '../faults/effect.ts';
import type { Millis } from '../model.ts';
import type { ControlPlaneState } from './state.ts';

/** Of the whole processor, what an application keeps whatever else runs: the scheduler is fair. */
const leastSpeed = 0.1;

export interface Influence {
  readonly reachable: boolean;
  readonly addedLatency: Millis;
  readonly lossShare: number;
  readonly errorShare: number;
  /** Share of the processor that stress takes, at most 1. */
  readonly stress: number;
  readonly speed: number;
}

/** The effects in force, in the order of their experiments. */
export function effectsInForce(state: ControlPlaneState): readonly Effect[] {
  const found: Effect[] = [];
  for (const experiment of state.experiments) {
    for (const action of experiment.actions) {
      if (action.effectsFrom <= state.now && state.now < action.effectsUntil) found.push(...action.effects);
    }
  }
  return found;
}

/**
 * On one resource in one zone. Delays and processor loads add up; losses and errors are
 * independent of each other.
 */
export function influenceOn(effects: readonly Effect[], arn: string, zone: string | undefined): Influence {
  let reachable = true;
  let addedLatency = 0;
  let kept = 1;
  let good = 1;
  let stress = 0;
  for (const effect of effects) {
    if (effect.kind === 'unreachable') {
      if (zone !== undefined && effect.zones.includes(zone)) reachable = false;
      continue;
    }
    if (!effect.on.includes(arn)) continue;
    if (effect.kind === 'latency' || effect.kind === 'invocation-delay') addedLatency += effect.milliseconds;
    else if (effect.kind === 'packet-loss') kept *= 1 - effect.share;
    else if (effect.kind === 'invocation-error') good *= 1 - effect.share;
    else if (effect.kind === 'cpu-stress') stress += effect.load;
  }
  stress = Math.min(1, stress);
  const speed = Math.max(leastSpeed, 1 - stress);
  return { reachable, addedLatency, lossShare: 1 - kept, errorShare: 1 - good, stress, speed };
}

/** The share of a group's launches in a zone that find no capacity now. */
export function refusalShare(effects: readonly Effect[], group: string, zone: string): number {
  let accepted = 1;
  for (const effect of effects) {
    if (effect.kind === 'no-capacity' && effect.on.includes(group) && effect.zones.includes(zone)) {
      accepted *= 1 - effect.share;
    }
  }
  return 1 - accepted;
}

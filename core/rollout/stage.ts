/** Stages of a rollout: what a definition passes through, one after the other, before it may reach further. */
import type { Experiment } from '../experiment/schema/experiment.ts';
import type { BlastRadius } from '../experiment/schema/guardrails.ts';
import { canonicalJson, sha256Hex } from '../plan/hash.ts';

/** As the rollout says. Several may name one environment, each with another reach. */
export interface RolloutStage {
  readonly environment: string;
  readonly blastRadius?: BlastRadius | undefined;
}

/** Which stage a run is at: the run's record keeps it. */
export interface StagePosition extends RolloutStage {
  /** 1 for the first. */
  readonly number: number;
  readonly of: number;
}

/** In order. Empty for an experiment without a rollout. */
export const stagesOf = ({ rollout = [] }: Pick<Experiment, 'rollout'>): readonly StagePosition[] =>
  rollout.map((stage, i) => positionOf({ ...stage, number: i + 1, of: rollout.length }));

/** No more than the position, and nothing said where the rollout says nothing. */
export const positionOf = ({ number, of, environment, blastRadius = {} }: StagePosition): StagePosition => ({
  number,
  of,
  environment,
  ...(Object.keys(blastRadius).length > 0 && { blastRadius }),
});

/**
 * What names a stage from one version of the file to the next: where, and how far. Its place in
 * the list does not count, so that a stage put in between leaves what the others have shown;
 * one whose own caps change is another stage.
 */
export const stageKey = ({ environment, blastRadius = {} }: RolloutStage): string =>
  Object.keys(blastRadius).length === 0
    ? environment
    : `${environment}#${sha256Hex(canonicalJson(blastRadius)).slice(0, 16)}`;

/** `staging`, `production, preset single`, `production, at most 2 targets and 5 %`: for people. */
export function stageWords({ environment, blastRadius = {} }: RolloutStage): string {
  const { preset, maxTargets, maxPercent, scope, minHealthyPerZone, maxPerGroup, minHealthyPerGroup } = blastRadius;
  const caps = [
    ...(maxTargets === undefined ? [] : [`${maxTargets} ${Number(maxTargets) === 1 ? 'target' : 'targets'}`]),
    ...(maxPercent === undefined ? [] : [`${maxPercent} %`]),
  ];
  return [
    environment,
    ...(preset === undefined ? [] : [`preset ${preset}`]),
    ...(caps.length === 0 ? [] : [`at most ${caps.join(' and ')}`]),
    ...(minHealthyPerZone === undefined ? [] : [`at least ${minHealthyPerZone} healthy in each zone`]),
    ...(maxPerGroup === undefined ? [] : [`at most ${maxPerGroup} of each group`]),
    ...(minHealthyPerGroup === undefined ? [] : [`at least ${minHealthyPerGroup} healthy left of each group`]),
    ...(scope === undefined ? [] : [`scope ${scope}`]),
  ].join(', ');
}

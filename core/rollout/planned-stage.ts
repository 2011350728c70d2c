/** The stage that a plan is for, as people should see it before they agree. */
import type { Experiment } from '../experiment/schema/experiment.ts';
import type { BlastRadius } from '../experiment/schema/guardrails.ts';
import type { Instant } from '../ports/clock.ts';
import { day, named, outcomeAt, type RolloutMemory } from './memory.ts';
import { showsHeld } from './outcome.ts';
import { positionOf, type StagePosition, stagesOf, stageWords } from './stage.ts';

export interface PlannedStage extends StagePosition {
  /** The experiment's own, which no stage widens. */
  readonly within: BlastRadius;
  /** By which run the stage before held. Missing: there is none before, or nothing shows that it did. */
  readonly after?: {
    readonly stage: StagePosition;
    readonly runId: string;
    /** The end of that run. */
    readonly at: Instant;
    readonly importedBy?: string;
  };
}

/** @param within references resolved */
export function plannedStage(
  stage: StagePosition,
  definition: Pick<Experiment, 'rollout'>,
  within: BlastRadius,
  memory: RolloutMemory,
): PlannedStage {
  const before = stagesOf(definition)[stage.number - 2];
  const outcome = before && outcomeAt(before, memory);
  return {
    ...positionOf(stage),
    within,
    ...(before &&
      outcome &&
      showsHeld(outcome) && {
        after: {
          stage: before,
          runId: outcome.runId,
          at: outcome.endedAt,
          ...(outcome.imported && { importedBy: outcome.imported.by }),
        },
      }),
  };
}

/** `stage 2 of 4: staging` */
export const positionWords = (stage: StagePosition): string =>
  `stage ${stage.number} of ${stage.of}: ${stageWords(stage)}`;

/** `stage 2 of 4: staging; stage 1 (dev) held in run shop-7 on 2026-03-03` */
export function rolloutWords(rollout: PlannedStage): string {
  const { number, after } = rollout;
  if (number === 1) return positionWords(rollout);
  if (!after) return `${positionWords(rollout)}; nothing shows that stage ${number - 1} held`;
  const by = after.importedBy === undefined ? '' : `, by a record that ${after.importedBy} imported`;
  return `${positionWords(rollout)}; ${named(after.stage)} held in run ${after.runId} on ${day(after.at)}${by}`;
}

/** Whether a stage may be run, by what the stages before it showed. Pure. */
import type { Instant, Millis } from '../ports/clock.ts';
import type { Stage } from '../ports/ports.ts';
import { type StageOutcome, showsHeld } from './outcome.ts';
import { type StagePosition, stageKey, stageWords } from './stage.ts';

/** What is known of one definition. */
export interface RolloutMemory {
  readonly definitionHash: string;
  /** The newest of each stage. */
  readonly outcomes: readonly StageOutcome[];
  readonly now: Instant;
  /** Where it is asked: a rehearsal can play every environment, a deployment is one. */
  readonly platform: Stage['platform'];
  /** For good when missing. */
  readonly validFor?: Millis | undefined;
}

/** @returns undefined when nothing is known of it */
export const outcomeAt = (stage: StagePosition, { outcomes }: Pick<RolloutMemory, 'outcomes'>) =>
  outcomes.find((outcome) => stageKey(outcome.stage) === stageKey(stage));

/**
 * The stage before must be known to have held, and no earlier one to have failed since: a
 * platform knows little of stages elsewhere, but what it knows counts.
 * @param stages of the rollout, in order
 * @param environment where it is asked
 * @returns one sentence to act on; undefined when the stage may be run
 */
export function obstacle(
  { number }: Pick<StagePosition, 'number'>,
  stages: readonly StagePosition[],
  memory: RolloutMemory,
  environment: string,
): string | undefined {
  for (const earlier of stages.slice(0, number - 1).reverse()) {
    const outcome = outcomeAt(earlier, memory);
    if (outcome && !showsHeld(outcome))
      return `${failed(earlier, outcome)}: ${runIt(earlier, environment, memory, true)}`;
    if (earlier.number !== number - 1) continue;
    if (!outcome) {
      const hash = memory.definitionHash.slice(0, 12);
      return `stage ${number} comes after ${named(earlier)}, which has not held with this definition (${hash}): ${runIt(earlier, environment, memory, false)}`;
    }
    const { validFor, now } = memory;
    if (validFor !== undefined && outcome.endedAt + validFor < now)
      return `${named(earlier)} held on ${day(outcome.endedAt)} (run ${outcome.runId}), longer ago than counts here: ${runIt(earlier, environment, memory, true)}`;
  }
  return undefined;
}

/** `stage 2 (staging)` */
export const named = (stage: StagePosition): string => `stage ${stage.number} (${stageWords(stage)})`;

export const day = (at: Instant): string => new Date(at).toISOString().slice(0, 10);

function failed(stage: StagePosition, { runId, endedAt, verdict, recovery }: StageOutcome): string {
  const what = verdict === 'held' ? `held, but its recovery is ${recovery}` : verdict;
  return `${named(stage)} did not hold when it was last run with this definition (run ${runId} on ${day(endedAt)}: ${what})`;
}

function runIt(
  { environment, number }: StagePosition,
  here: string,
  { platform }: RolloutMemory,
  again: boolean,
): string {
  const when = again ? 'again' : 'first';
  if (environment === here) return `run that one ${when} (--rollout-stage ${number})`;
  if (platform === 'simulated') return `run that one ${when} (--environment ${environment})`;
  return `run it there ${when}, then bring its record here with squall promote export and squall promote import`;
}

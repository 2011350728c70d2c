/**
 * A plan rehearsed in memory before it is run: the same state machines and steps on the
 * same world, with closed-form traffic, once for each of several seeds. Writes nothing.
 */
import type { Experiment } from '../../core/experiment/schema/experiment.ts';
import { sha256Hex } from '../../core/plan/hash.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { StageOutcome } from '../../core/rollout/outcome.ts';
import type { World } from '../../core/world/schema.ts';
import { type Prediction, predictionOf, type Rehearsal } from './prediction.ts';
import { promotionsKnown } from './promotions.ts';
import { rehearse } from './rehearsal.ts';

export interface PredictOptions {
  /** As the file has it; the plan says with which parameters. */
  readonly experiment: Experiment;
  readonly world: World;
  /** One that nothing refuses. */
  readonly plan: Plan;
  /** Where the run would be kept: what stages of rollouts showed there counts. */
  readonly directory?: string;
  /** How often: at least 1. */
  readonly rehearsals: number;
}

/** The same for the same plan, since all seeds follow from its own. @throws RunStuck */
export async function predictLocally(options: PredictOptions): Promise<Prediction> {
  const { plan, world, rehearsals, directory } = options;
  const promotions = directory === undefined ? [] : await promotionsKnown(directory);
  const seen: Rehearsal[] = [];
  for (let i = 1; i <= rehearsals; i++) seen.push(await outcomeOf(options, derivedSeed(plan.seed, i), promotions));
  return predictionOf(world.metadata.name, seen);
}

/** Below 2³², so that it can be typed. A prediction is not to look at the very run that it predicts. */
export const derivedSeed = (seed: number, rehearsal: number): number =>
  Number.parseInt(sha256Hex(`rehearsal/${seed}/${rehearsal}`).slice(0, 8), 16);

async function outcomeOf(
  { experiment, world, plan }: PredictOptions,
  seed: number,
  promotions: readonly StageOutcome[],
): Promise<Rehearsal> {
  const { record, journal } = await rehearse({
    runId: `rehearsal-${seed}`,
    experiment,
    world,
    parameters: plan.parameters,
    seed,
    traffic: 'closed-form',
    startedBy: 'squall plan',
    promotions,
    ...(plan.rollout && { stage: plan.rollout.number }),
    ...(plan.forcePrecheck !== undefined && { forcePrecheck: plan.forcePrecheck }),
  });
  const { end, verdict, recovery, reason } = record.terminal!;
  const recovered = journal.find((entry) => entry.type === 'recovered');
  return { seed, end, verdict, recovery, reason, ...(recovered && { recoveredAfter: recovered.after }) };
}

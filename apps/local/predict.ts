/**
 * A plan rehearsed in memory before it is run: the same state machines and steps on the
 * same world, with closed-form traffic, once for each of several seeds. Writes nothing.
 */
import type { Experiment } from '../../core/experiment/schema/experiment.ts';
import type { RunRequest } from '../../core/lifecycle/reference.ts';
import { definitionHash } from '../../core/plan/definition-hash.ts';
import { sha256Hex } from '../../core/plan/hash.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { World } from '../../core/world/schema.ts';
import { historyOf, openAccount } from './account.ts';
import { drive } from './drive.ts';
import { type Prediction, predictionOf, type Rehearsal } from './prediction.ts';
import { rehearsalPlatform } from './rehearsal-platform.ts';

export interface PredictOptions {
  /** As the file has it; the plan says with which parameters. */
  readonly experiment: Experiment;
  readonly world: World;
  /** One that nothing refuses. */
  readonly plan: Plan;
  /** How often: at least 1. */
  readonly rehearsals: number;
}

/** The same for the same plan, since all seeds follow from its own. @throws RunStuck */
export async function predictLocally(options: PredictOptions): Promise<Prediction> {
  const { plan, world, rehearsals } = options;
  const seen: Rehearsal[] = [];
  for (let i = 1; i <= rehearsals; i++) seen.push(await rehearse(options, derivedSeed(plan.seed, i)));
  return predictionOf(world.metadata.name, seen);
}

/** Below 2³², so that it can be typed. A prediction is not to look at the very run that it predicts. */
export const derivedSeed = (seed: number, rehearsal: number): number =>
  Number.parseInt(sha256Hex(`rehearsal/${seed}/${rehearsal}`).slice(0, 8), 16);

async function rehearse({ experiment, world, plan }: PredictOptions, seed: number): Promise<Rehearsal> {
  const platform = rehearsalPlatform();
  const runId = `rehearsal-${seed}`;
  const account = openAccount(platform, { id: runId, world, seed, traffic: 'closed-form', createdAt: 0 }, {});
  const hash = definitionHash(experiment);
  await account.storeDefinition({ hash, experiment });
  const request: RunRequest = { experiment: hash, parameters: plan.parameters, seed, startedBy: 'squall plan' };
  await account.ports.executions.start('experiment', runId, request);
  await drive({ platform, account, runIds: [runId], speed: 'max' });
  const { record, journal } = (await historyOf(runId, account.ports))!;
  const { end, verdict, recovery, reason } = record.terminal!;
  const recovered = journal.find((entry) => entry.type === 'recovered');
  return { seed, end, verdict, recovery, reason, ...(recovered && { recoveredAfter: recovered.after }) };
}

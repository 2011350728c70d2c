/** A plan against the simulated world, as a run of the same seed would find it at its start. Nothing is written. */
import { openHistory } from '../../adapters/simulated/history.ts';
import type { Experiment } from '../../core/experiment/schema/experiment.ts';
import { checkGuardrails } from '../../core/guardrails/index.ts';
import type { Refusal } from '../../core/history/refusal.ts';
import { makePlan } from '../../core/plan/make-plan.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { World } from '../../core/world/schema.ts';
import type { SimulatedCloud } from '../../simulator/cloud.ts';
import { definitionAt } from '../calendar/definition.ts';
import { openAccount } from './account.ts';
import { type OpenPlatform, openPlatform, type Platform } from './directory.ts';
import { notSimulatedIn } from './not-simulated.ts';
import { promotionsIn } from './promotions.ts';
import { rehearsalPlatform } from './rehearsal-platform.ts';

export interface PlanOptions {
  readonly experiment: Experiment;
  readonly world: World;
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  readonly seed: number;
  readonly traffic?: 'requests' | 'closed-form';
  /** Where the run would be kept: what stages of rollouts showed there counts. */
  readonly directory?: string;
  /** The run would go on in the newest timeline of the directory: planned as that world and its history stand. */
  readonly continues?: boolean;
  /** Number of a stage of the rollout. The furthest that may be run when missing. */
  readonly stage?: number;
  /** Why a drill goes on whatever its pre-checks say. */
  readonly forcePrecheck?: string;
  /** Who would start it. Missing: nobody says. */
  readonly startedBy?: string;
}

export type LocalPlan =
  | {
      readonly ok: true;
      readonly plan: Plan;
      readonly refusals: readonly Refusal[];
      /** Why there is no rehearsal of this plan, which is a plan all the same. */
      readonly notSimulated?: Refusal;
      /** The new world that it was made in, only looked at: its run may begin there and spare itself the warm-up. */
      readonly cloud?: SimulatedCloud;
    }
  | { readonly ok: false; readonly refusal: Refusal };

/** The world that a run in this directory would go on in. Undefined when nothing was ever run there. */
export function worldToContinue(directory: string): World | undefined {
  const platform = openPlatform(directory);
  const world = platform?.store.timelines().at(-1)?.world;
  platform?.close();
  return world;
}

export async function planLocally(options: PlanOptions): Promise<LocalPlan> {
  const platform = options.directory === undefined ? undefined : openPlatform(options.directory);
  try {
    return await planOn(platform, options);
  } finally {
    platform?.close();
  }
}

async function planOn(platform: OpenPlatform | undefined, options: PlanOptions): Promise<LocalPlan> {
  const { experiment, world, parameters, seed, traffic, continues, stage, forcePrecheck, startedBy } = options;
  const newest = continues ? platform?.store.timelines().at(-1) : undefined;
  const timeline = newest ?? { id: 'plan', world, seed, ...(traffic && { traffic }), createdAt: 0 };
  const { ports, cloud } = openAccount(
    platform && newest ? lookingAt(platform) : rehearsalPlatform(platform && (await promotionsIn(platform))),
    timeline,
    {},
  );
  const { hash, calendar } = definitionAt(experiment, cloud.now);
  const request = { definition: experiment, definitionHash: hash, parameters, seed, calendar, stage, forcePrecheck };
  const made = await makePlan(request, ports);
  if (!made.ok) return made;
  const notSimulated = notSimulatedIn(made.plan, options.world, cloud);
  return {
    ok: true,
    plan: made.plan,
    refusals: await checkGuardrails(made.plan, undefined, ports, undefined, startedBy),
    ...(notSimulated && { notSimulated }),
    ...(newest === undefined && { cloud }),
  };
}

/** Reads what is kept, and keeps nothing. */
function lookingAt({ store, database }: OpenPlatform): Platform {
  const memory = rehearsalPlatform();
  return {
    ...memory,
    store: { ...memory.store, loadCloud: (timeline) => store.loadCloud(timeline) },
    history: (timeline) => openHistory(database, timeline),
  };
}

/** One exercise, from the look before it to its evidence. */
import { makePlan } from '../../../core/plan/make-plan.ts';
import type { Plan } from '../../../core/plan/plan.ts';
import type { Instant, Millis } from '../../../core/ports/clock.ts';
import type { StoredDefinition } from '../../../core/ports/definitions.ts';
import type { Snapshot } from '../../../core/ports/resources.ts';
import { deployedAs } from '../../aws/deployed.ts';
import type { ExerciseEvidence } from '../evidence/schema.ts';
import type { Exercise } from '../exercise.ts';
import type { Facts } from '../facts.ts';
import { fleetOf, likeBefore, strangers, unfit } from '../fleet.ts';
import { evidenceOf, notExercised } from '../judge.ts';
import { definitionFor } from '../preview.ts';
import type { Context } from './context.ts';
import { stoppedExecution } from './disturb.ts';
import { type Watched, watch } from './watch.ts';

/** A fleet that the exercise before has left replacing a server is whole again within this. */
const untilFit: Millis = 10 * 60_000;

/** Never throws for what the platform does; for what cannot be looked at it does. */
export async function carryOut(exercise: Exercise, context: Context): Promise<ExerciseEvidence> {
  const { rig, id, by, tell, seed } = context;
  const ready = await readyFor(exercise, context);
  if ('why' in ready) return notExercised(exercise, ready.why);
  const { definition, plan, before } = ready;
  const runId = context.runIdOf(exercise);
  const startedAt = rig.ports.clock.now();
  tell({ type: 'run', at: startedAt, runId });
  const { parameters = {} } = exercise;
  const request = {
    experiment: definition.hash,
    parameters,
    seed,
    plan: plan.hash,
    startedBy: `${by}, by squall certify ${id}`,
  };
  await rig.start(runId, request);
  const watched = await watch({ runId, startedAt, before, exercise }, context);
  const facts = await factsOf(runId, exercise, before, watched, context);
  if (!facts) return notExercised(exercise, `the run ${runId} was never written down: ${watched.gaveUp}`);
  return evidenceOf(exercise, facts, context.interrupted.aborted);
}

type Ready =
  | { readonly definition: StoredDefinition; readonly plan: Plan; readonly before: readonly Snapshot[] }
  | { readonly why: string };

/** A plan of the moment: servers that were replaced have other names. */
async function readyFor(exercise: Exercise, context: Context): Promise<Ready> {
  const { rig, seed, definitions } = context;
  const { ports, place } = rig;
  const wanted = definitionFor(exercise, definitions);
  if (!wanted) return { why: `there is no template certify-${exercise.experiment}` };
  const stored = await ports.definitions.load(wanted.hash);
  const deployed = deployedAs(wanted.experiment, stored);
  if (!stored || !deployed.same) return { why: `${deployed.says}: deploy this version with sampleFleet: true` };
  const ill = await untilWhole(ports.clock.now() + untilFit, context);
  if (ill !== undefined) return { why: ill };
  const { experiment, hash, calendar } = stored;
  const request = { definition: experiment, definitionHash: hash, parameters: exercise.parameters ?? {}, calendar };
  const made = await makePlan({ ...request, seed }, ports);
  if (!made.ok) return { why: `not injecting: ${made.refusal.rule}: ${made.refusal.why}` };
  const others = strangers(made.plan, place.stage);
  if (others.length > 0) return { why: `it would touch ${others.join(', ')}, which the sample fleet does not hold` };
  const fleet = await fleetOf(place.stage, ports.resources);
  return { definition: stored, plan: made.plan, before: await ports.resources.snapshot(fleet.map(({ id }) => id)) };
}

async function untilWhole(until: Instant, { rig, interrupted }: Context): Promise<string | undefined> {
  const { ports, place } = rig;
  for (;;) {
    if (interrupted.aborted) return 'interrupted before it began';
    const ill = unfit(await fleetOf(place.stage, ports.resources));
    if (ill === undefined || ports.clock.now() >= until) return ill;
    await rig.wait(rig.lookEvery);
  }
}

async function factsOf(
  runId: string,
  exercise: Exercise,
  before: readonly Snapshot[],
  { times, active, running, gaveUp }: Watched,
  { rig }: Context,
): Promise<Facts | undefined> {
  const { runs, journal, ledger, executions, resources } = rig.ports;
  const record = await runs.load(runId);
  if (!record) return undefined;
  const stopped = stoppedExecution(exercise.disturbance, runId);
  return {
    history: { record, journal: await journal.read(runId), ledger: await ledger.list(runId) },
    times,
    lookEvery: rig.lookEvery,
    active,
    running,
    locks: await rig.heldLocks(record),
    world: await likeBefore(before, resources),
    ...(gaveUp !== undefined && { gaveUp }),
    ...(stopped && times.disturbedAt !== undefined && { disturbed: await executions.look(...stopped) }),
  };
}

/** From facts to evidence. Pure. */
import { criteria } from './criteria.ts';
import type { ExerciseEvidence } from './evidence/schema.ts';
import type { Exercise } from './exercise.ts';
import type { Facts } from './facts.ts';
import { durations } from './measures.ts';

const about = ({ id, title, disturbance }: Exercise) => ({ id, title, ...(disturbance && { disturbance }) });

export const notExercised = (exercise: Exercise, why: string): ExerciseEvidence => ({
  ...about(exercise),
  outcome: 'not-exercised',
  why,
  criteria: [],
  resources: [],
});

/** What could not be seen to its end. @param why says what went wrong */
export const broken = (exercise: Exercise, why: string): ExerciseEvidence => ({
  ...about(exercise),
  outcome: 'failed',
  why,
  criteria: [],
  resources: [],
});

/**
 * An exercise that was not carried out has to have left everything in order all the same:
 * what was not put right is a failure, whatever else there is to say.
 */
export function evidenceOf(exercise: Exercise, facts: Facts, interrupted: boolean): ExerciseEvidence {
  const left = notCarriedOut(exercise, facts, interrupted);
  const asked = criteria.filter(({ restoration }) => restoration || left === undefined);
  const judged = asked.map(({ id, says, restoration, missed }) => {
    const found = missed(facts, exercise);
    return { id, says, restoration, met: found === undefined, ...(found !== undefined && { found }) };
  });
  const misses = judged.filter(({ met }) => !met);
  const why = misses.length > 0 ? misses.map(({ id, found }) => `${id}: ${found}`).join('; ') : left;
  return {
    ...about(exercise),
    outcome: misses.length > 0 ? 'failed' : left === undefined ? 'passed' : 'not-exercised',
    ...(why !== undefined && { why }),
    run: runOf(facts),
    times: facts.times,
    lookEvery: facts.lookEvery,
    ...durations(facts.times, facts.history.ledger),
    criteria: judged,
    resources: resourcesOf(facts),
  };
}

/** Why the run did not show what the exercise is about: one clause. */
function notCarriedOut({ disturbance }: Exercise, facts: Facts, interrupted: boolean): string | undefined {
  const { record, ledger } = facts.history;
  const { times, disturbed } = facts;
  if (interrupted) return 'it was interrupted';
  if (!ledger.some(({ confirmedAt }) => confirmedAt !== undefined))
    return `nothing was injected: ${record.terminal?.reason ?? 'the run did not come that far'}`;
  if (times.injectedAt === undefined) return 'no look found its fault active, so nobody knows when it ended';
  if (disturbance === undefined) return undefined;
  if (times.disturbedAt === undefined) return `the run was over before it could be disturbed (${disturbance})`;
  if (disturbed && !(disturbed.state === 'ended' && disturbed.how === 'aborted'))
    return `the execution was to be stopped, and is ${disturbed.state === 'ended' ? disturbed.how : disturbed.state}`;
  return undefined;
}

function runOf({ history: { record } }: Facts): NonNullable<ExerciseEvidence['run']> {
  const { runId, experiment, definitionHash, planHash, seed, recovery, lease, terminal } = record;
  const { runId: _, ...ended } = terminal ?? { runId };
  return {
    runId,
    experiment,
    definitionHash,
    planHash,
    seed,
    recoveryAttempts: recovery.attempt,
    ...(lease && { leaseUntil: lease.until }),
    ...(terminal && { terminal: ended as Omit<typeof terminal, 'runId'> }),
  };
}

/** Every resource that was looked at or proved, by id. */
function resourcesOf({ world, history: { ledger } }: Facts): ExerciseEvidence['resources'] {
  const seen = new Map(world.findings.map(({ id, result, detail }) => [id, { result, detail }]));
  const proofs = ledger.flatMap(({ id: entry, proof }) =>
    (proof?.findings ?? []).map(({ id, result, detail }) => ({ id, entry, result, detail })),
  );
  const ids = [...new Set([...seen.keys(), ...proofs.map(({ id }) => id)])].sort();
  return ids.map((id) => {
    const own = seen.get(id);
    const proved = proofs.filter((proof) => proof.id === id).map(({ id: _, ...proof }) => proof);
    return { id, ...(own && { seen: own }), proved };
  });
}

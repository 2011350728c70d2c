/** Admit: may this run begin at all, and with what plan? */
import { checkGuardrails } from '../guardrails/index.ts';
import type { JournalEvent } from '../history/journal.ts';
import type { Refusal } from '../history/refusal.ts';
import type { RunRecord } from '../history/run-record.ts';
import { sha256Hex } from '../plan/hash.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import type { Instant } from '../ports/clock.ts';
import type { Ports } from '../ports/ports.ts';
import type { AdmitInput, RunRequest, StepReference } from './reference.ts';
import { refuseRun } from './refuse-run.ts';
import { goTo, knownRun } from './step.ts';
import { unplanned } from './unplanned.ts';
import { write } from './writing.ts';

/**
 * No definition of that name or hash is stored. Nothing is recorded, since a run's record
 * holds its definition: the execution fails under this name, and the safety net does
 * nothing for a run that history does not know.
 */
export class UnknownExperiment extends Error {
  override readonly name = 'UnknownExperiment';
}

/**
 * A plan, then every guardrail on it. Refused: record and terminal record in one
 * transaction, and no recovery. Admitted: the record as proposed, and on to Arm. A
 * retried call goes by the plan that was proposed first.
 * @throws UnknownExperiment
 */
export async function admit({ runId, input }: AdmitInput, ports: Ports): Promise<StepReference> {
  const now = ports.clock.now();
  const at = { runId, wave: 0, visit: 'next' in input ? input.visit : 0 };
  const known = await ports.runs.load(runId);
  if (known?.terminal) return goTo('Refused', at);
  if (known && known.phase !== 'proposed') return goTo('Arm', at);

  const proposal = known ? { record: known, refusals: [] } : await propose(runId, input, now, ports);
  const { record } = proposal;
  const agreed = 'next' in input ? undefined : input.plan;
  const refusals =
    proposal.refusals.length > 0 ? proposal.refusals : await checkGuardrails(record.plan, runId, ports, agreed);
  if (refusals.length > 0) return refuseRun(record, refusals, { step: 'Admit', ...at }, now, ports);

  await ports.runs.propose(record);
  const chosen = new Set(record.plan.targets.flatMap((target) => target.chosen));
  const admitted: JournalEvent = { type: 'admitted', planHash: record.planHash, targets: chosen.size };
  await write({ step: 'Admit', ...at }, now, [admitted], ports);
  return goTo('Arm', at);
}

interface Proposal {
  readonly record: RunRecord;
  readonly refusals: readonly Refusal[];
}

async function propose(runId: string, input: AdmitInput['input'], now: Instant, ports: Ports): Promise<Proposal> {
  // A reference means that the run was proposed before; without its record there is nothing to go by.
  if ('next' in input) return { record: await knownRun(runId, ports), refusals: [] };
  const definition = await ports.definitions.load(input.experiment);
  if (!definition) throw new UnknownExperiment(`no experiment ${input.experiment} is stored`);
  const parameters = input.parameters ?? {};
  const seed = input.seed ?? seedOf(runId);
  const request = { definition: definition.experiment, definitionHash: definition.hash, parameters, seed };
  const planned = await makePlan(request, ports);
  if (!planned.ok) {
    const plan = unplanned(definition, parameters, seed);
    return { record: recordOf(runId, plan, input, now, ports), refusals: [planned.refusal] };
  }
  return { record: recordOf(runId, planned.plan, input, now, ports), refusals: [] };
}

const recordOf = (runId: string, plan: Plan, request: RunRequest, now: Instant, ports: Ports): RunRecord => ({
  schemaVersion: 1,
  runId,
  experiment: plan.definition.metadata.name,
  title: plan.definition.metadata.title,
  owner: plan.definition.metadata.owner,
  service: plan.definition.metadata.service,
  environment: plan.definition.environment,
  platform: ports.stage.platform,
  definitionHash: plan.definitionHash,
  planHash: plan.hash,
  seed: plan.seed,
  startedBy: request.startedBy ?? 'unknown',
  proposedAt: now,
  plan,
  phase: 'proposed',
  epoch: 0,
  recovery: { attempt: 0 },
});

/** From the run's id when none is given, so that a retried call chooses the same. 32 bits. */
export const seedOf = (runId: string): number => Number.parseInt(sha256Hex(runId).slice(0, 8), 16);

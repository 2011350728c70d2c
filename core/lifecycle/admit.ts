/** Admit: may this run begin at all, and with what plan? */
import { checkGuardrails } from '../guardrails/index.ts';
import { approvalsMissing, approvalsNeeded } from '../history/approval.ts';
import type { JournalEvent } from '../history/journal.ts';
import { unknownStarter } from '../history/person.ts';
import { type Refusal, refuse } from '../history/refusal.ts';
import type { RunRecord } from '../history/run-record.ts';
import { sha256Hex } from '../plan/hash.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import type { Instant } from '../ports/clock.ts';
import type { Ports } from '../ports/ports.ts';
import { positionOf } from '../rollout/stage.ts';
import { journalApprovals } from './approve.ts';
import { endOfWaiting, waitOn } from './await-approval.ts';
import type { AdmitInput, RunRequest, StepReference } from './reference.ts';
import { refusedBefore, refuseRun } from './refuse-run.ts';
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
 *
 * With approvals missing it comes back to itself until they are there. Then the world is
 * planned anew, and every guardrail is asked again about that plan: it must be the one
 * that was approved.
 * @throws UnknownExperiment
 */
export async function admit({ runId, input }: AdmitInput, ports: Ports): Promise<StepReference> {
  const now = ports.clock.now();
  const at = { runId, wave: 0, visit: 'next' in input ? input.visit : 0 };
  const known = await ports.runs.load(runId);
  if (known?.terminal) return refusedBefore(known, { step: 'Admit', ...at }, now, ports);
  if (known && known.phase !== 'proposed') return goTo('Arm', at);

  const visit = { step: 'Admit', ...at } as const;
  if (known && approvalsMissing(known) > 0) {
    const over = await endOfWaiting(known, now, ports);
    return over ? refused(known, [over], visit, now, ports) : waitOn(known, at, now, ports);
  }

  const proposal = known ? await proposedBefore(known, ports) : await propose(runId, input, now, ports);
  const { record, plan = record.plan } = proposal;
  const agreed = proposal.agreed ?? ('next' in input ? undefined : input.plan);
  if (record.approvals) await journalApprovals(runId, record.approvals, ports);
  const refusals =
    proposal.refusals.length > 0
      ? proposal.refusals
      : await checkGuardrails(plan, runId, ports, agreed, record.startedBy);
  if (refusals.length > 0) return refused(record, refusals, visit, now, ports);

  await ports.runs.propose(record);
  if (approvalsMissing(record) > 0) return waitOn(record, at, now, ports);
  const chosen = new Set(record.plan.targets.flatMap((target) => target.chosen));
  const admitted: JournalEvent = { type: 'admitted', planHash: record.planHash, targets: chosen.size };
  await write(visit, now, [admitted], ports);
  return goTo('Arm', at);
}

/** A call beside this one that was let in has gone on to Arm, and so does this one. */
const refused = async (...args: Parameters<typeof refuseRun>): Promise<StepReference> =>
  (await refuseRun(...args)) ?? goTo('Arm', args[2]);

interface Proposal {
  readonly record: RunRecord;
  readonly refusals: readonly Refusal[];
  /** The plan to ask the guardrails about, where it is not the record's own. */
  readonly plan?: Plan;
  /** Hash of the plan that was approved. */
  readonly agreed?: string;
}

/**
 * A run that was waited for was approved as its record says, while the world went on: the
 * same definition is planned again, with the same parameters and seed. Without approvals
 * nobody has agreed to anything, and the first plan stands.
 */
async function proposedBefore(record: RunRecord, ports: Ports): Promise<Proposal> {
  if (approvalsNeeded(record.plan) === 0) return { record, refusals: [] };
  const { definitionHash, planHash, seed } = record;
  const definition = await ports.definitions.load(definitionHash);
  if (!definition) {
    const gone = `the definition ${definitionHash.slice(0, 12)} that was approved is not stored any more: start it again`;
    return { record, refusals: [refuse('plan-hash', gone)] };
  }
  const { parameters, rollout, forcePrecheck } = record.plan;
  const { experiment, calendar } = definition;
  // The stage that was approved, whatever has held or failed since: of that the guardrail is asked.
  const planned = await makePlan(
    { definition: experiment, definitionHash, parameters, seed, calendar, stage: rollout?.number, forcePrecheck },
    ports,
  );
  if (!planned.ok) return { record, refusals: [planned.refusal] };
  return { record, refusals: [], plan: planned.plan, agreed: planHash };
}

async function propose(runId: string, input: AdmitInput['input'], now: Instant, ports: Ports): Promise<Proposal> {
  // A reference means that the run was proposed before; without its record there is nothing to go by.
  if ('next' in input) return { record: await knownRun(runId, ports), refusals: [] };
  const definition = await ports.definitions.load(input.experiment);
  if (!definition) throw new UnknownExperiment(`no experiment ${input.experiment} is stored`);
  const parameters = input.parameters ?? {};
  const seed = input.seed ?? seedOf(runId);
  const { stage, forcePrecheck } = input;
  const { experiment, hash, calendar } = definition;
  const request = { definition: experiment, definitionHash: hash, parameters, seed, calendar, stage, forcePrecheck };
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
  startedBy: request.startedBy ?? unknownStarter,
  ...(request.forcePrecheck !== undefined && {
    forced: { by: request.startedBy ?? unknownStarter, reason: request.forcePrecheck },
  }),
  proposedAt: now,
  plan,
  ...(plan.rollout && { rollout: positionOf(plan.rollout) }),
  phase: 'proposed',
  epoch: 0,
  recovery: { attempt: 0 },
});

/** From the run's id when none is given, so that a retried call chooses the same. 32 bits. */
export const seedOf = (runId: string): number => Number.parseInt(sha256Hex(runId).slice(0, 8), 16);

/** Inject: one wave. What it waits for is written down; for each step an intent in the ledger, then the fault. */
import type { JournalEvent } from '../history/journal.ts';
import type { LedgerEntry } from '../history/ledger.ts';
import type { RunRecord } from '../history/run-record.ts';
import { roleOwnerOf } from '../plan/fault-role.ts';
import type { PlannedStep } from '../plan/plan.ts';
import { startedTogether, type Together } from '../plan/started-together.ts';
import type { Instant } from '../ports/clock.ts';
import type { FaultReference, Injection } from '../ports/faults.ts';
import type { Ports } from '../ports/ports.ts';
import type { Snapshot } from '../ports/resources.ts';
import { place } from '../targets/places.ts';
import { awaitingEvents } from './awaiting.ts';
import { overtaken } from './overtaken.ts';
import type { StepReference } from './reference.ts';
import { snapshotWithGroups, targetsOf } from './snapshots.ts';
import { goTo, knownRun } from './step.ts';
import { awaitsOf, stepsOf } from './waves.ts';
import { visitOf, write } from './writing.ts';

/** The epoch of a run that injects. Whoever asks for its end raises it, and every intent after that is turned away. */
const injectingEpoch = 1;

/**
 * Step by step: snapshot, intent (fenced), and once all intents of what starts
 * together stand, one call with its client token, and its confirmation. All of it in one
 * invocation. A retried call finds intents and token standing, and starts
 * nothing twice.
 *
 * AWS takes no fencing token, so a call in flight outlives the fence. Adapters cut
 * `faults.start` off before `stage.functionTimeout`, the limit of this very call: one
 * function timeout after the epoch rose nothing of ours can be in flight any more, and
 * the second look of Undo is final.
 */
export async function inject(reference: StepReference, ports: Ports): Promise<StepReference> {
  const now = ports.clock.now();
  const record = await knownRun(reference.runId, ports);
  if (record.phase !== 'injecting') return goTo('HandOver', reference);
  const steps = stepsOf(record.plan, reference.wave);
  const at = visitOf('Inject', reference);

  const why = await overtaken(record, steps, now, ports, awaitsOf(record.plan, reference.wave));
  if (why !== undefined) {
    const reason = `wave ${reference.wave} was not injected: ${why}`;
    await write(at, now, [{ type: 'observed', state: 'failed', reason, alarms: {} }], ports);
    return goTo('HandOver', reference);
  }

  // Fixed by the plan, so that a retried call writes the same keys.
  const awaiting = awaitingEvents(record, reference.wave, now);
  await write(at, now, awaiting, ports);
  let n = awaiting.length;
  for (const own of startedTogether(steps)) {
    const fault = referenceOf(own, record);
    const intended: JournalEvent[] = [];
    for (const step of own.steps) {
      const entry = await entryOf(step, fault, now, ports);
      if (!(await ports.ledger.intend(entry, injectingEpoch))) return goTo('HandOver', reference);
      intended.push({ type: 'intended', stepId: step.id, action: step.action, targets: entry.targets });
    }
    await write(at, now, intended, ports, n);
    n += intended.length;
    const before = await beforeOf(own, record, ports);
    const started = await start(record, fault, { steps: own.steps, before }, now, ports);
    await write(at, now, [started], ports, n);
    n += 1;
    if (started.type !== 'injected') return goTo('HandOver', reference);
  }
  return goTo('Observe', { ...reference, visit: 0 });
}

/** Where an intent is looked for that was never answered: in the one place of its targets. */
const referenceOf = ({ wave, provider, key, account, region }: Together, { runId }: RunRecord): FaultReference => ({
  runId,
  wave,
  provider,
  token: `${runId}/${wave}/${key}`,
  ...place(account, region),
});

async function entryOf(step: PlannedStep, fault: FaultReference, now: Instant, ports: Ports): Promise<LedgerEntry> {
  const { runId, wave } = fault;
  const targets = targetsOf(step);
  return {
    runId,
    id: `${wave}/${step.id}`,
    wave,
    stepId: step.id,
    action: step.action,
    ...(step.provider === 'squall' && { asked: { parameters: step.parameters, targets: step.targets } }),
    fault,
    targets,
    before: await snapshotWithGroups(targets, ports),
    undo: step.undo,
    intendedAt: now,
    ...(step.undo.by === 'provider' && step.duration > 0 && { boundedUntil: now + step.duration }),
    state: 'intended',
  };
}

/**
 * Of one of our own, which is alone: as its first intent has it. A call that is made again may
 * come after the fault, and what is looked at then is no longer as it was.
 */
async function beforeOf({ wave, provider, steps }: Together, { runId }: RunRecord, ports: Ports) {
  if (provider !== 'squall') return undefined;
  const id = `${wave}/${steps[0]?.id}`;
  return (await ports.ledger.list(runId)).find((entry) => entry.id === id)?.before;
}

/** What moved users is stopped by Undo alone, once home is ready: an alarm must not send them back into what is broken. */
const stopAlarmsOf = (steps: readonly PlannedStep[], { definition }: RunRecord['plan']): readonly string[] =>
  steps.some(({ moves }) => moves) ? [] : (definition.guardrails.stopAlarms ?? []);

/** Refused by the provider: its entries stay as intended, and Undo finds nothing under their token. */
async function start(
  { plan }: RunRecord,
  { runId, wave, provider, token, account, region }: FaultReference,
  { steps, before }: { readonly steps: readonly PlannedStep[]; readonly before: readonly Snapshot[] | undefined },
  now: Instant,
  ports: Ports,
): Promise<JournalEvent> {
  const injection: Injection = {
    runId,
    epoch: injectingEpoch,
    wave,
    provider,
    token,
    actions: steps.map(({ id, action, parameters, targets, targetParameters }) => ({
      stepId: id,
      action,
      parameters,
      targets,
      ...(targetParameters && { targetParameters }),
    })),
    experiment: roleOwnerOf(plan.definition),
    stopAlarms: stopAlarmsOf(steps, plan),
    ...place(account, region),
    ...(before && { before }),
  };
  try {
    const { externalId } = await ports.faults.start(injection);
    for (const { id } of steps) await ports.ledger.confirm(runId, `${wave}/${id}`, externalId, now);
    return { type: 'injected', stepIds: steps.map(({ id }) => id), externalId };
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'FaultRefused') throw error;
    return { type: 'observed', state: 'failed', reason: `${provider} refused: ${error.message}`, alarms: {} };
  }
}

/** Waiting for approvals: nothing is held meanwhile, neither locks nor a lease. */
import { rule as killSwitch } from '../guardrails/kill-switch.ts';
import { approvalsMissing, approvalsNeeded, approvalUntil } from '../history/approval.ts';
import { type Refusal, refuse } from '../history/refusal.ts';
import type { RunRecord } from '../history/run-record.ts';
import type { Instant, Millis } from '../ports/clock.ts';
import type { Ports } from '../ports/ports.ts';
import { notify } from './notify.ts';
import type { StepReference } from './reference.ts';
import { revisit } from './step.ts';

/**
 * Why waiting has become pointless: time is up, or a person has raised the kill switch.
 * The other guardrails, incidents and deployments among them, are asked when it is over, and
 * only then: what they say now may have changed. A switch that cannot be read ends nothing
 * yet either, for the same reason.
 */
export async function endOfWaiting(record: RunRecord, now: Instant, ports: Ports): Promise<Refusal | undefined> {
  const question = { plan: record.plan, now, runId: record.runId };
  const raised = await killSwitch.gather(question, ports).catch(() => []);
  const why = killSwitch.decide(question, raised);
  if (why !== undefined) return refuse(killSwitch.rule, why);
  if (now < approvalUntil(record)) return undefined;
  const needed = approvalsNeeded(record.plan);
  const came = needed - approvalsMissing(record);
  return refuse(
    'approval',
    `${came} of ${needed} approvals came within a day: start it again when whoever must approve it is there`,
  );
}

/** Says once that the run waits, in its journal and to people, and comes back. */
export async function waitOn(
  record: RunRecord,
  at: Pick<StepReference, 'runId' | 'wave' | 'visit'>,
  now: Instant,
  ports: Ports,
): Promise<StepReference> {
  if (at.visit === 0) await tell(record, now, ports);
  return revisit('Admit', { ...at, next: 'Admit', waitSeconds: 0 }, pause(record, now), record.plan);
}

async function tell(record: RunRecord, now: Instant, ports: Ports): Promise<void> {
  const { runId, planHash, title, startedBy, plan } = record;
  const [needed, until] = [approvalsNeeded(plan), approvalUntil(record)];
  await ports.journal.append([
    {
      runId,
      at: now,
      step: 'Approval',
      wave: 0,
      visit: 0,
      n: 0,
      type: 'waiting-for-approval',
      needed,
      planHash,
      until,
    },
  ]);
  const who = needed === 1 ? '1 approval' : `${needed} approvals`;
  const how = `squall approve ${runId}${record.platform === 'aws' ? ' --aws' : ''}`;
  await notify(
    {
      runId,
      kind: 'waiting-for-approval',
      subject: `${title}: waits for ${who}`,
      body: `Run ${runId}, started by ${startedBy}, needs ${who} by someone else until ${new Date(until).toISOString()}, for plan ${planHash.slice(0, 12)}. Look at it with squall show ${runId}, then approve it: ${how}`,
    },
    ports,
  );
}

const soonest: Millis = 10_000;
const latest: Millis = 5 * 60_000;

/**
 * A tenth of what was waited already, from ten seconds to five minutes: whoever approves at
 * once sees the run go on at once, and a whole day takes some 330 looks of three transitions
 * each, 2.5 cents and an eighth of the events that one execution may hold.
 */
function pause(record: RunRecord, now: Instant): Millis {
  const waited = now - record.proposedAt;
  return Math.min(Math.max(soonest, Math.min(latest, waited / 10)), approvalUntil(record) - now);
}

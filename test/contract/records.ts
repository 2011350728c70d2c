/** Small runs for contracts: what the history ports carry, without a world behind it. */
import type { Approval } from '../../core/history/approval.ts';
import type { JournalEntry } from '../../core/history/journal.ts';
import type { LedgerEntry, Proof } from '../../core/history/ledger.ts';
import type { Leftover } from '../../core/history/leftover.ts';
import type { Cause, RunRecord, TerminalRecord } from '../../core/history/run-record.ts';
import { unplanned } from '../../core/lifecycle/unplanned.ts';
import { zoneDrill } from '../fixtures/history/definition.ts';

export const start = Date.UTC(2026, 2, 3, 9, 30);

export function recordOf(runId: string, changes: Partial<RunRecord> & { stopAlarm?: string } = {}): RunRecord {
  const { stopAlarm, ...rest } = changes;
  const experiment = {
    ...zoneDrill,
    guardrails: { ...zoneDrill.guardrails, stopAlarms: [stopAlarm ?? 'shop-checkout-5xx'] },
  };
  return {
    schemaVersion: 1,
    runId,
    experiment: 'az-power-interruption',
    title: 'Lose one availability zone',
    owner: 'checkout-sre',
    service: 'checkout',
    environment: 'staging',
    platform: 'simulated',
    definitionHash: 'd'.repeat(64),
    planHash: 'a'.repeat(64),
    seed: 7,
    startedBy: 'ada',
    proposedAt: start,
    plan: unplanned({ experiment, hash: 'd'.repeat(64) }, {}, 7),
    phase: 'proposed',
    epoch: 0,
    recovery: { attempt: 0 },
    ...rest,
  };
}

export const approvalOf = (by: string, changes: Partial<Approval> = {}): Approval => ({
  by,
  at: start + 60_000,
  planHash: 'a'.repeat(64),
  proof: 'simulated',
  ...changes,
});

export const lease = { from: start, until: start + 3_600_000 };

export const causeOf = (kind: Cause['kind'] = 'person', at = start + 60_000): Cause => ({
  kind,
  detail: `${kind} said so`,
  at,
});

export const terminalOf = (runId: string, changes: Partial<TerminalRecord> = {}): TerminalRecord => ({
  runId,
  at: start + 120_000,
  end: 'completed',
  verdict: 'held',
  recovery: 'restored',
  reason: 'every probe held',
  ...changes,
});

export const entryOf = (runId: string, id = '1/power', changes: Partial<LedgerEntry> = {}): LedgerEntry => ({
  runId,
  id,
  wave: 1,
  stepId: id.slice(2),
  action: 'aws:ec2:stop-instances',
  fault: { runId, wave: 1, provider: 'fis', token: `${runId}/1/fis` },
  targets: ['arn:i-1'],
  before: [{ id: 'arn:i-1', type: 'ec2:instance', at: start, exists: true, state: { state: 'running' } }],
  undo: { by: 'provider', how: 'starts the instances' },
  intendedAt: start,
  state: 'intended',
  ...changes,
});

export const leftoverOf = (runId: string, entryId = '1/power', changes: Partial<Leftover> = {}): Leftover => ({
  runId,
  experiment: 'az-power-interruption',
  entryId,
  stepId: entryId.slice(2),
  found: 'drifted',
  targets: ['arn:i-1'],
  findings: [{ id: 'arn:i-1', result: 'drifted', detail: 'state running → stopped' }],
  guards: [{ key: 'target/arn:i-1', mode: 'exclusive' }],
  since: start,
  ...changes,
});

export const restored: Proof = {
  result: 'restored',
  findings: [{ id: 'arn:i-1', result: 'restored', detail: 'as before' }],
};
export const unknown: Proof = { result: 'unknown', findings: [] };

export const lineOf = (runId: string, n: number, why = 'ran its course'): JournalEntry => ({
  runId,
  at: start + n,
  step: 'Observe',
  wave: 1,
  visit: 0,
  n,
  type: 'settled',
  why,
});

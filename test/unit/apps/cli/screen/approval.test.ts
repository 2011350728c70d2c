/** A run that waits for people, on every page that shows runs. */
import picocolors from 'picocolors';
import { expect, test } from 'vitest';
import { current } from '../../../../../apps/cli/screen/phases.ts';
import { planPage } from '../../../../../apps/cli/screen/plan-page.ts';
import { runPage } from '../../../../../apps/cli/screen/run-page.ts';
import { runTable } from '../../../../../apps/cli/screen/run-table.ts';
import { emptyView, withEntry } from '../../../../../apps/cli/screen/run-view.ts';
import { reportOf } from '../../../../../apps/report/model/report.ts';
import { timelineOf } from '../../../../../apps/report/model/timeline.ts';
import type { JournalEntry } from '../../../../../core/history/journal.ts';
import type { RunRecord } from '../../../../../core/history/run-record.ts';
import { histories } from '../../../../fixtures/histories.ts';

const plainly = picocolors.createColors(false);
const { terminal: _gone, lease: _none, ...held } = histories.held!.record;
const { runId, planHash, proposedAt } = held;
const { definition } = held.plan;
const guardrails = { ...definition.guardrails, approval: { count: 2, in: [definition.environment] } };
const plan = { ...held.plan, definition: { ...definition, guardrails } };
const bob = {
  by: 'bob',
  at: proposedAt + 60_000,
  planHash,
  proof: 'simulated',
  playedBy: 'ada',
  reason: 'fine',
} as const;
const record: RunRecord = { ...held, plan, phase: 'proposed', epoch: 0, approvals: [bob] };
const key = { runId, step: 'Approval', wave: 0, visit: 0 };
const journal: readonly JournalEntry[] = [
  { ...key, at: proposedAt, n: 0, type: 'waiting-for-approval', needed: 2, planHash, until: proposedAt + 86_400_000 },
  { ...key, n: 1, type: 'approved', ...bob },
];

test('lists count the approvals', () => {
  const { approvals: _given, ...before } = record;
  expect(runTable([before], plainly)[1]).toContain('waiting for approval 1 of 2');
  expect(runTable([record], plainly)[1]).toContain('waiting for approval 2 of 2');
  const approved = { ...record, approvals: [bob, { ...bob, by: 'cyd' }] };
  expect(runTable([approved], plainly)[1]).toContain('proposed');
});

test('a run’s page says who approved it, and how to', () => {
  const page = { history: { record, journal, ledger: [] }, active: 0, flags: ' --aws', columns: 120 };
  const text = runPage(page, plainly).join('\n');
  expect(text).toMatch(/Approved +2026-.* by bob \(simulated, played by ada\): fine/);
  expect(text).toContain(`squall approve ${runId} --aws`);
  expect(text).toContain('Approval      waits for 2 approvals');
});

test('on the screen it is the phase Admit that waits', () => {
  const view = journal.reduce(withEntry, emptyView(plan, 'here'));
  expect(current(view.phases)).toMatchObject({ step: 'Admit', state: 'active', note: 'approved by bob' });
  const admitted = {
    ...key,
    step: 'Admit',
    at: proposedAt + 70_000,
    n: 0,
    type: 'admitted',
    planHash,
    targets: 1,
  } as const;
  expect(current(withEntry(view, admitted).phases)?.step).toBe('Arm');
});

test('the plan announces it, and the report tells it', () => {
  const page = { plan, refusals: [], where: 'here', columns: 100 };
  expect(planPage(page, plainly).join('\n')).toMatch(
    /Approval +waits for 2 approvals, by someone other than the starter/,
  );
  expect(timelineOf(journal).map(({ text }) => text)).toEqual([
    expect.stringMatching(/^waits for 2 approvals of plan \w{12}, until 2026-/),
    'approved by bob (simulated, played by ada): fine',
  ]);
  const { verdict } = reportOf({ record, journal, ledger: [] });
  expect(verdict.facts).toContainEqual(['Approved', 'by bob (simulated, played by ada): fine']);
  expect(verdict.reason).toContain('waiting for approval 2 of 2');
});

import { expect, test } from 'vitest';
import type { LedgerEntry } from '../../../../core/history/ledger.ts';
import type { RunHistory } from '../../../../core/history/run-history.ts';
import { judge } from '../../../../core/steady-state/verdict.ts';
import { histories } from '../../../fixtures/histories.ts';

const held = histories.held!;
const [entry] = held.ledger;
const minute = 60_000;
const { sampleEvery } = held.record.plan.times;

/** The run that held, asked for groups within five minutes, with one entry that nobody undoes. */
function lost(after: number, over: Partial<LedgerEntry> = {}, seenBefore = true): RunHistory {
  const { plan } = held.record;
  const recovery = { ...plan.definition.hypothesis.recovery, groups: 'PT5M' };
  const definition = { ...plan.definition, hypothesis: { ...plan.definition.hypothesis, recovery } };
  const undoneAt = Math.max(...held.journal.map(({ at }) => at)) + 1;
  const ledger: LedgerEntry = {
    ...entry!,
    before: [{ ...entry!.before[0]!, group: 'web' }],
    undo: { by: 'nobody', reason: 'it is gone' },
    state: 'undone',
    confirmedAt: undoneAt - after,
    undoneAt,
    proof: { result: 'irreversible', findings: [] },
    ...over,
  };
  const journal = seenBefore ? held.journal : held.journal.filter(({ step }) => step !== 'VerifyAfter');
  return { ...held, journal, record: { ...held.record, plan: { ...plan, definition } }, ledger: [ledger] };
}

test('a group that is whole again in time holds, to the look, and its time is said', () => {
  const { verdict, reason } = judge(lost(3 * minute));
  expect(verdict).toBe('held');
  expect(reason).toContain('web was seen whole again PT3M after its loss');
  expect(judge(lost(5 * minute + sampleEvery)).verdict).toBe('held');
});

test('one that is late, or is not whole at the end, refutes', () => {
  expect(judge(lost(12 * minute))).toMatchObject({
    verdict: 'refuted',
    reason: expect.stringContaining('web was seen whole again PT12M after its loss, and PT5M is allowed'),
  });
  expect(judge(lost(25 * minute, { proof: { result: 'drifted', findings: [] } }))).toMatchObject({
    verdict: 'refuted',
    reason: expect.stringContaining('web was not whole again PT25M after its loss'),
  });
});

test('what nobody saw is inconclusive, and what nobody asked is not judged', () => {
  expect(judge(lost(12 * minute, { proof: { result: 'unknown', findings: [] } })).verdict).toBe('inconclusive');
  const unasked = lost(12 * minute);
  expect(judge({ ...unasked, record: held.record }).verdict).toBe('held');
  expect(judge(lost(12 * minute, { undo: { by: 'provider', how: 'ends' } })).verdict).toBe('held');
});

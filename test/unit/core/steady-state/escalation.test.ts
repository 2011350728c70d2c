import { describe, expect, it } from 'vitest';
import type { JournalEntry, JournalEvent } from '../../../../core/history/journal.ts';
import type { RunHistory } from '../../../../core/history/run-history.ts';
import type { Cause } from '../../../../core/history/run-record.ts';
import { deviation } from '../../../../core/steady-state/deviation.ts';
import { seenUntil } from '../../../../core/steady-state/escalation.ts';
import { howFar, rungsOf } from '../../../../core/steady-state/rungs.ts';
import { judge } from '../../../../core/steady-state/verdict.ts';
import { histories } from '../../../fixtures/histories.ts';
import { zoneDrill } from '../../../fixtures/history/definition.ts';

const minute = 60_000;
const t0 = Date.UTC(2026, 2, 3, 10, 0);
const rungs = ['50 ms', '100 ms', '250 ms'];
const definition = {
  ...zoneDrill,
  steps: rungs.map((rung, i) => ({ ...zoneDrill.steps[0]!, id: `latency-${i + 1}`, rung })),
};
const [p99] = definition.hypothesis.probes.filter(({ id }) => id === 'p99');
const during = (values: readonly number[], from = 0) =>
  values.map((value, i) => ({ probe: 'p99', at: t0 + (from + i) * minute, value, ok: value <= 800 }));
const one = { ...definition, hypothesis: { ...definition.hypothesis, probes: [p99!] } };

describe('a breach', () => {
  it('ends an escalation, and nothing else, unless its probe forgives it', () => {
    const breach = during([100, 900]);
    expect(deviation(one, breach, t0 + 2 * minute)).toEqual({
      probe: 'p99',
      why: 'p99 reached 900 at 10:01 UTC, above 800',
    });
    expect(deviation({ ...one, steps: zoneDrill.steps }, breach, t0 + 2 * minute)).toBeUndefined();
    const patient = { ...one, hypothesis: { ...one.hypothesis, probes: [{ ...p99!, for: 'PT2M' }] } };
    expect(deviation(patient, breach, t0 + 2 * minute)).toBeUndefined();
    expect(deviation(patient, during([100, 900, 900]), t0 + 3 * minute)?.probe).toBe('p99');
  });

  it('is waited for until the last period of a rung has been seen', () => {
    expect(seenUntil(one, during([100, 100]), t0 + 2 * minute)).toBe(true);
    expect(seenUntil(one, during([100, 100]), t0 + 2 * minute + 1)).toBe(false);
    expect(seenUntil(one, [], t0)).toBe(false);
  });
});

/** Rungs of five minutes, two apart; `values` are p99, minute by minute from the first injection. */
function history(waves: number, values: readonly number[], cause: Cause['kind'] = 'settled'): RunHistory {
  const { record } = histories.held!;
  const line = (at: number, event: JournalEvent): JournalEntry => ({
    runId: 'r',
    at,
    step: 'Observe',
    wave: 1,
    visit: 0,
    n: 0,
    ...event,
  });
  const journal = [
    ...Array.from({ length: waves }, (_, i) => ({
      ...line(t0 + i * 7 * minute, { type: 'injected', stepIds: [`latency-${i + 1}`], externalId: 'EXP' }),
      wave: i + 1,
    })),
    line(t0, { type: 'sampled', phase: 'during', samples: during(values) }),
    line(t0, { type: 'recovered', after: 0, why: '' }),
  ];
  const steps = rungs.map((rung, i) => ({ ...record.plan.steps[0]!, id: `latency-${i + 1}`, wave: i + 1, rung }));
  return {
    record: {
      ...record,
      cause: { kind: cause, detail: 'it said so', at: t0 },
      plan: { ...record.plan, definition: one, steps },
    },
    journal,
    ledger: histories.held!.ledger,
  };
}

const good = (minutes: number) => Array.from({ length: minutes }, () => 100);

describe('how far it came', () => {
  it.each([
    ['all of it', history(3, good(20)), 'it held to 250 ms, the last of 3: p99 stayed'],
    [
      'broke at the last',
      history(3, [...good(15), 900], 'deviated'),
      'it held to 100 ms and broke at 250 ms: p99 reached 900',
    ],
    ['broke at the first', history(1, [100, 900], 'deviated'), 'it broke at 50 ms, the first of 3: p99 reached 900'],
    ['an alarm', history(2, good(9), 'alarm'), 'it held to 50 ms and broke at 100 ms: it said so'],
    [
      'a person',
      history(2, good(9), 'person'),
      'it held to 50 ms, and 100 ms was not seen to its end: the run was cut short',
    ],
    [
      'seen late, and of the rung before',
      history(2, [...good(4), 900, ...good(5)], 'deviated'),
      'it broke at 50 ms, the first of 3: p99',
    ],
  ])('%s', (_, run, reason) => expect(judge(run).reason).toContain(reason));

  it('says of each rung what came of it, and nothing of a run without any', () => {
    expect(rungsOf(history(2, [...good(8), 900], 'deviated'), 'broken')).toEqual([
      { rung: '50 ms', came: 'held', from: t0 },
      { rung: '100 ms', came: 'broke', from: t0 + 7 * minute },
      { rung: '250 ms', came: 'not-reached' },
    ]);
    expect(howFar(rungsOf(histories.held!, 'held'))).toBeUndefined();
  });

  it('does not call a period that straddles two rungs the earlier one’s', () => {
    const run = history(2, [...good(6), 900], 'deviated');
    const journal = run.journal.map((entry) => (entry.wave === 2 ? { ...entry, at: t0 + 6.5 * minute } : entry));
    expect(rungsOf({ ...run, journal }, 'broken').map(({ came }) => came)).toEqual(['held', 'broke', 'not-reached']);
  });
});

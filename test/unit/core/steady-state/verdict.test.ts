import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../../../core/history/journal.ts';
import type { RunHistory } from '../../../../core/history/run-history.ts';
import type { Cause } from '../../../../core/history/run-record.ts';
import { judge } from '../../../../core/steady-state/verdict.ts';
import { histories } from '../../../fixtures/histories.ts';
import { zoneDrill } from '../../../fixtures/history/definition.ts';

const held = histories.held!;

const edit = (history: RunHistory, over: (entry: JournalEntry) => JournalEntry | undefined): RunHistory => ({
  ...history,
  journal: history.journal.flatMap((entry) => over(entry) ?? []),
});

/** One sample of a phase replaced: the n-th of a probe. */
const spoil = (
  history: RunHistory,
  phase: 'during' | 'after',
  probe: string,
  value: number,
  which: (n: number) => boolean,
) => {
  let n = 0;
  return edit(history, (entry) =>
    entry.type === 'sampled' && entry.phase === phase
      ? {
          ...entry,
          samples: entry.samples.map((each) =>
            each.probe === probe && which(n++) ? { ...each, value, ok: false } : each,
          ),
        }
      : entry,
  );
};

const because = (history: RunHistory, kind: Cause['kind'], detail = 'it said so'): RunHistory => ({
  ...history,
  record: { ...history.record, cause: { kind, detail, at: held.record.cause!.at } },
});

const without = (history: RunHistory, phase: 'during' | 'after') =>
  edit(history, (entry) => (entry.type === 'sampled' && entry.phase === phase ? undefined : entry));

const withProbes = (history: RunHistory, over: object): RunHistory => {
  const probes = zoneDrill.hypothesis.probes.map((probe) => ({ ...probe, ...over }));
  const definition = { ...zoneDrill, hypothesis: { ...zoneDrill.hypothesis, probes } };
  return { ...history, record: { ...history.record, plan: { ...history.record.plan, definition } } };
};

describe('held', () => {
  it('needs everything seen, and says what was', () => {
    expect(judge(held)).toEqual({
      end: 'completed',
      verdict: 'held',
      recovery: 'restored',
      reason:
        'success-rate stayed at least 99.5, p99 stayed at most 800 and steady state was back 2 min after the faults ended',
    });
  });

  it('stands breaches shorter than a probe’s `for`', () => {
    const one = spoil(held, 'during', 'p99', 2340, (n) => n === 2);
    expect(judge(one).verdict).toBe('refuted');
    expect(judge(withProbes(one, { for: 'PT2M' })).verdict).toBe('held');
    const two = spoil(held, 'during', 'p99', 2340, (n) => n === 2 || n === 3);
    expect(judge(withProbes(two, { for: 'PT2M' })).verdict).toBe('refuted');
  });
});

describe('refuted', () => {
  it('by a probe out of tolerance, naming it', () => {
    const { verdict, end, reason } = judge(spoil(held, 'during', 'success-rate', 71.2, (n) => n === 2));
    expect([verdict, end]).toEqual(['refuted', 'completed']);
    expect(reason).toMatch(/^success-rate fell to 71\.2 at \d\d:\d\d UTC, below 99\.5$/);
  });

  it('by a stop alarm, naming it and what broke with it', () => {
    const { verdict, end, reason } = judge(histories.aborted!);
    expect([verdict, end]).toEqual(['refuted', 'aborted']);
    expect(reason).toMatch(/^alarm shop-checkout-5xx went into ALARM at \d\d:\d\d UTC.*success-rate fell to/);
  });

  it('by a stop alarm that fired before a person stopped it', () => {
    const fired = edit(because(held, 'person'), (entry) =>
      entry.type === 'observed' ? { ...entry, alarms: { 'shop-checkout-5xx': 'ALARM' } } : entry,
    );
    expect(judge(fired)).toMatchObject({ verdict: 'refuted', end: 'aborted' });
  });

  it('by a stop rule, in the rule’s own words', () => {
    const { reason, verdict } = judge(
      because(
        spoil(held, 'during', 'p99', 2500, (n) => n === 2 || n === 3),
        'deviated',
      ),
    );
    expect(verdict).toBe('refuted');
    expect(reason).toMatch(/^p99 was 2,500 at \d\d:\d\d UTC, above 2,000 for PT2M$/);
  });

  it('by steady state that did not come back', () => {
    const late = edit(
      spoil(held, 'after', 'p99', 950, () => true),
      (entry) => (entry.type === 'recovered' ? { ...entry, type: 'not-recovered', why: 'p99 stayed high' } : entry),
    );
    expect(judge(late)).toMatchObject({
      verdict: 'refuted',
      reason: 'steady state did not come back: p99 stayed high',
    });
  });

  it('by a datapoint of the injection that arrived late, during recovery', () => {
    const late = edit(held, (entry) =>
      entry.type === 'recovered'
        ? {
            ...entry,
            type: 'sampled',
            phase: 'during',
            samples: [{ probe: 'p99', at: entry.at, value: 900, ok: false }],
          }
        : entry,
    );
    expect(judge(late).verdict).toBe('refuted');
  });
});

describe('inconclusive', () => {
  it('when there was no data to tell, unless a probe says that fails', () => {
    const blind = without(held, 'during');
    expect(judge(blind)).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringContaining('success-rate had no data during'),
    });
    expect(judge(withProbes(blind, { onNoData: 'fail' })).verdict).toBe('refuted');
  });

  it('when a monitor fell silent and ended the run', () => {
    const silent = edit(because(held, 'deviated', 'p99 had no data for more than 300 s'), (entry) =>
      entry.type === 'settled' ? { ...entry, type: 'deviated', probe: 'p99', why: 'p99 had no data' } : entry,
    );
    expect(judge(silent)).toMatchObject({ end: 'aborted', verdict: 'inconclusive' });
    expect(judge(withProbes(silent, { onNoData: 'fail' })).verdict).toBe('refuted');
  });

  it('when a stop alarm could no longer tell', () => {
    const lost = edit(because(held, 'alarm', 'alarm shop-checkout-5xx is in INSUFFICIENT_DATA'), (entry) =>
      entry.type === 'observed' ? { ...entry, alarms: { 'shop-checkout-5xx': 'INSUFFICIENT_DATA' } } : entry,
    );
    expect(judge(lost)).toMatchObject({ end: 'aborted', verdict: 'inconclusive' });
  });

  it.each(['person', 'deadline', 'crashed', 'failed'] as const)('when cut short (%s) before anything broke', (kind) => {
    const end = kind === 'failed' ? 'errored' : 'aborted';
    expect(judge(because(held, kind))).toMatchObject({
      end,
      verdict: 'inconclusive',
      reason: expect.stringContaining('nothing had broken'),
    });
    expect(judge(spoil(because(held, kind), 'during', 'p99', 900, (n) => n === 1)).verdict).toBe('refuted');
  });

  it('when nobody saw the recovery', () => {
    expect(judge(edit(held, (entry) => (entry.type === 'recovered' ? undefined : entry)))).toMatchObject({
      verdict: 'inconclusive',
      reason: 'recovery was not observed',
    });
    const silent = edit(without(held, 'after'), (entry) =>
      entry.type === 'recovered' ? { ...entry, type: 'not-recovered', why: 'no data' } : entry,
    );
    expect(judge(silent).verdict).toBe('inconclusive');
  });

  it('and refused, when the gate did not hold', () => {
    expect(judge(histories.gate!)).toMatchObject({ end: 'refused', verdict: 'inconclusive', recovery: 'none' });
  });
});

describe('recovery', () => {
  it('is the worst that any entry of the ledger proved', () => {
    expect(judge(histories.drifted!).recovery).toBe('unknown');
    const { ledger } = held;
    const [first] = ledger;
    const proven = (result: 'irreversible' | 'drifted') => [
      ...ledger.slice(1),
      { ...first!, proof: { result, findings: [] } },
    ];
    expect(judge({ ...held, ledger: proven('irreversible') }).recovery).toBe('irreversible');
    expect(judge({ ...held, ledger: proven('drifted') }).recovery).toBe('drifted');
    const { proof: _, ...unproven } = first!;
    expect(judge({ ...held, ledger: [unproven] }).recovery).toBe('unknown');
    expect(judge({ ...held, ledger: [] }).recovery).toBe('none');
  });

  it('names what was not seen undone, whatever the verdict', () => {
    const reasons = [
      judge(histories.drifted!).reason,
      judge({ ...held, ledger: [{ ...held.ledger[0]!, proof: undefined as never }] }).reason,
    ];
    expect(reasons[0]).toMatch(
      /; what power-api changed is not as it was \(still stopped: state was running, is stopped\)$/,
    );
    expect(reasons[1]).toMatch(/; what power-web changed was not seen undone$/);
    expect(judge(held).reason).not.toContain('undone');
  });
});

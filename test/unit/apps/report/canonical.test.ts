import { describe, expect, it } from 'vitest';
import { canonical } from '../../../../apps/report/canonical.ts';
import type { RunHistory } from '../../../../core/history/run-history.ts';
import { histories } from '../../../fixtures/histories.ts';

const held = histories.held!;
/** The same run under another id, started by someone else, with the provider's ids its own. */
const again = (history: RunHistory): RunHistory => {
  const text = JSON.stringify(history)
    .replaceAll(`EXP${history.record.runId}`, 'EXP0f3a9')
    .replaceAll(history.record.runId, 'az-power-interruption-20270101-000000-zzzz');
  const copy = JSON.parse(text) as RunHistory;
  return { ...copy, record: { ...copy.record, startedBy: 'grace' } };
};

describe('canonical', () => {
  it.each(Object.entries(histories))('is equal for a run %s and its repetition', (_name, history) => {
    expect(canonical(again(history))).toBe(canonical(history));
    expect(canonical(history)).not.toContain(history.record.runId);
  });

  it('differs when a sample, an instant, the seed or the order differs', () => {
    const text = canonical(held);
    const changed: RunHistory[] = [
      {
        ...held,
        journal: held.journal.map((e) =>
          e.type === 'sampled' ? { ...e, samples: e.samples.map((s, i) => (i === 0 ? { ...s, value: 1 } : s)) } : e,
        ),
      },
      { ...held, journal: held.journal.map((e, i) => (i === 3 ? { ...e, at: e.at + 1 } : e)) },
      { ...held, journal: [...held.journal.slice(1), held.journal[0]!] },
      { ...held, record: { ...held.record, seed: 8 } },
      { ...held, ledger: held.ledger.slice(1) },
    ];
    for (const other of changed) expect(canonical(other)).not.toBe(text);
  });

  it('keeps which entry belongs to which fault', () => {
    const split = {
      ...held,
      ledger: held.ledger.map((e, i) => (i === 2 ? { ...e, fault: { ...e.fault, externalId: 'EXPother' } } : e)),
    };
    expect(canonical(split)).not.toBe(canonical(held));
    expect(canonical(split)).toContain('"externalId":"FAULT-2"');
  });

  it('sorts keys at every depth', () => {
    const shuffle = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(shuffle)
        : value !== null && typeof value === 'object'
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([k, v]) => [k, shuffle(v)]),
            )
          : value;
    expect(canonical(shuffle(held) as RunHistory)).toBe(canonical(held));
  });
});

import { describe, expect, it } from 'vitest';
import { reportOf } from '../../../../../apps/report/model/report.ts';
import { histories } from '../../../../fixtures/histories.ts';

const minute = 60_000;
const of = (name: string) => reportOf(histories[name]!);

describe('windows', () => {
  it.each([
    ['held', ['before', 'injection', 'undo', 'recovery']],
    ['aborted', ['before', 'injection', 'abort', 'recovery']],
    ['crashed', ['before', 'injection', 'abort', 'recovery']],
    ['gate', ['before']],
    ['refused', []],
  ])('of a run %s are %j, one after the other', (name, kinds) => {
    const { windows } = of(name);
    expect(windows.map(({ kind }) => kind)).toEqual(kinds);
    for (const [i, window] of windows.entries()) if (i > 0) expect(window.from).toBe(windows[i - 1]!.to);
  });

  it('injection lasts from the first intent to the cause of its end', () => {
    const history = histories.aborted!;
    const window = of('aborted').windows.find(({ kind }) => kind === 'injection')!;
    expect(window.from).toBe(history.ledger[0]!.intendedAt);
    expect(window.to).toBe(history.record.cause!.at);
  });
});

describe('moments', () => {
  it('tell the story of an abort, numbered in its order', () => {
    const { moments } = of('aborted');
    expect(moments.map(({ number, kind }) => [number, kind])).toEqual([
      [1, 'injected'],
      [2, 'alarm'],
      [3, 'deviated'],
      [4, 'stop'],
      [5, 'undone'],
      [6, 'recovered'],
    ]);
    expect(moments[1]!.text).toContain('shop-checkout-5xx was seen in ALARM, after OK');
  });

  it('say that steady state did not come back', () => {
    expect(of('drifted').moments.at(-1)).toMatchObject({ kind: 'not-recovered' });
  });
});

describe('charts', () => {
  it('hold every sample of the journal, each inside of the plot', () => {
    for (const [name, history] of Object.entries(histories)) {
      const sampled = history.journal.flatMap((e) => (e.type === 'sampled' ? e.samples : []));
      const marks = of(name).charts.flatMap((chart) => chart.marks);
      expect(marks).toHaveLength(sampled.length);
      for (const { x, y, width } of marks) {
        expect(x >= 0 && x + width <= 1 + 1e-9).toBe(true);
        expect(y === undefined || (y >= 0 && y <= 1)).toBe(true);
      }
    }
  });

  it('draw the tolerance and the stop threshold at their values', () => {
    const p99 = of('aborted').charts.find(({ probe }) => probe === 'p99')!;
    const share = (value: number) => (value - p99.scale.from) / (p99.scale.to - p99.scale.from);
    expect(p99.lines.map(({ kind, y, label }) => [kind, y, label])).toEqual([
      ['tolerance', share(800), '≤ 800'],
      ['stop', share(2000), '> 2,000'],
    ]);
  });

  it('name a stop threshold that would flatten the rest instead of drawing it', () => {
    const history = structuredClone(histories.held!);
    Object.assign(history.record.plan.definition.guardrails, {
      stopWhen: [{ probe: 'p99', above: 90_000, for: 'PT2M' }],
    });
    const p99 = reportOf(history).charts.find(({ probe }) => probe === 'p99')!;
    expect(p99.lines.map(({ kind }) => kind)).toEqual(['tolerance']);
    expect(p99.beyond).toEqual(['> 90,000']);
    expect(p99.scale.to).toBeLessThan(2000);
  });

  it('give names a row each, and leave holes where there was no data', () => {
    const history = structuredClone(histories.held!);
    const entry = history.journal.findLast((e) => e.type === 'sampled')!;
    Object.assign(entry, {
      samples: [
        { probe: 'home-page', at: entry.at, value: 503, ok: false },
        { probe: 'p99', at: entry.at, ok: false },
      ],
    });
    const charts = reportOf(history).charts;
    expect(charts.find(({ probe }) => probe === 'home-page')!.rows).toEqual(['200', '503']);
    const hole = charts.find(({ probe }) => probe === 'p99')!.marks.at(-1)!;
    expect(hole.result).toBe('no-data');
    expect(hole.y).toBeUndefined();
  });

  it('draw no line over a time when nobody looked', () => {
    const history = structuredClone(histories.held!);
    for (const entry of history.journal)
      if (entry.type === 'sampled' && entry.phase === 'during')
        Object.assign(entry, { samples: entry.samples.filter(({ probe }) => probe !== 'p99') });
    const { marks } = reportOf(history).charts.find(({ probe }) => probe === 'p99')!;
    expect(marks.map(({ joined }) => joined).filter((joined) => !joined)).toHaveLength(2);
    expect(marks[0]!.joined).toBe(false);
    const whole = of('held').charts.find(({ probe }) => probe === 'p99')!;
    expect(whole.marks.map(({ joined }) => joined).filter((joined) => !joined)).toHaveLength(1);
  });

  it('keep labels apart that would lie on each other', () => {
    const history = structuredClone(histories.held!);
    Object.assign(history.record.plan.definition.guardrails, { stopWhen: [{ probe: 'p99', above: 801, for: 'PT2M' }] });
    const [a, b] = reportOf(history).charts.find(({ probe }) => probe === 'p99')!.lines;
    expect(Math.abs(a!.labelY - b!.labelY)).toBeGreaterThan(0.11);
  });
});

describe('the table', () => {
  it('counts samples by the phase that the journal gives them', () => {
    const row = of('aborted').tables.find(({ probe }) => probe === 'success-rate')!;
    const entries = histories.aborted!.journal.flatMap((e) =>
      e.type === 'sampled' ? e.samples.map((s) => ({ ...s, phase: e.phase })) : [],
    );
    for (const { phase, n, breaching } of row.rows) {
      const mine = entries.filter((s) => s.phase === phase && s.probe === 'success-rate');
      expect(n).toBe(mine.length);
      expect(breaching.count).toBe(mine.filter((s) => s.ok === false).length);
    }
  });

  it('tells when a breach was first seen, and when the last was over', () => {
    const { tables, times } = of('aborted');
    const p99 = tables.find(({ probe }) => probe === 'p99')!;
    const seen = histories.aborted!.journal.find(
      (e) => e.type === 'sampled' && e.phase !== 'before' && e.samples.some((s) => s.probe === 'p99' && s.ok === false),
    )!;
    expect(p99.detectedAfter).toBe(seen.at - times.injectedAt!);
    expect(p99.back).toBe('recovered');
    expect(p99.recoveredAfter).toBeLessThan(5 * minute);
    expect(of('held').tables[0]).toMatchObject({ back: 'never-breached' });
  });
});

describe('changes', () => {
  it('hold one row a ledger entry, with before, after and proof', () => {
    expect(of('drifted').changes.map(({ id, result, reason }) => [id, result, reason])).toEqual([
      ['1/power-web', 'irreversible', 'gone, and its group is back to 6 of 6 healthy'],
      ['1/power-api', 'drifted', 'still stopped: state was running, is stopped'],
      ['1/no-new-capacity', 'unknown', 'the instance could not be looked at: throttled for 10 minutes'],
    ]);
    expect(of('held').changes[0]!.findings[0]).toMatchObject({
      before: 'state running, health InService',
      result: 'restored',
    });
  });

  it('do not take a missing proof for a good one', () => {
    const history = structuredClone(histories.held!);
    delete (history.ledger[0] as { proof?: unknown }).proof;
    expect(reportOf(history).changes[0]).toMatchObject({ result: 'not-undone', reason: 'no undo was confirmed' });
  });
});

describe('targets', () => {
  it('are blocked where something was left, released where not', () => {
    const leases = of('drifted').targets.flatMap(({ rows }) => rows.map(({ lease }) => lease.replace(/ \d.*/, '')));
    expect(new Set(leases)).toEqual(
      new Set(['released', 'released, blocked: drifted', 'released, blocked: state unknown']),
    );
    expect(of('refused').targets[0]!.rows[0]!.lease).toBe('never taken');
  });
});

describe('the verdict', () => {
  it('shows a bad recovery as bad, whatever the verdict', () => {
    const history = structuredClone(histories.held!);
    Object.assign(history.record.terminal!, { recovery: 'drifted' });
    expect(reportOf(history).verdict).toMatchObject({ word: 'held', tone: 'bad' });
  });

  it('of a run that goes on is its phase', () => {
    const { terminal: _none, ...record } = histories.held!.record;
    const report = reportOf({ ...histories.held!, record: { ...record, phase: 'injecting' } });
    expect(report.verdict).toMatchObject({ word: 'injecting', reason: 'The run has not concluded: it is injecting.' });
  });
});

describe('replay and comparison', () => {
  it('give the command with seed, parameters and plan, safe in a shell', () => {
    const history = structuredClone(histories.held!);
    Object.assign(history.record.plan.parameters, { note: "it's $(here)" });
    const { replay } = reportOf(history);
    expect(replay).toContain('--seed 7 ');
    expect(replay).toContain('-p zone=euc1-az2 ');
    expect(replay).toContain(`-p 'note=it'\\''s $(here)'`);
    expect(replay).toContain(`--plan ${history.record.planHash}`);
  });

  it('compare figures, and say what else differed', () => {
    const { comparison } = reportOf(histories.aborted!, { last: histories.held });
    expect(comparison!.caveats).toEqual(['Seed 7 then, 12 now.']);
    expect(comparison!.rows[0]).toEqual({ what: 'Verdict', previous: 'held', now: 'refuted', change: 'changed' });
    const other = structuredClone(histories.held!);
    Object.assign(other.record, { experiment: 'another' });
    expect(reportOf(histories.aborted!, { last: other }).comparison).toBeUndefined();
  });
});

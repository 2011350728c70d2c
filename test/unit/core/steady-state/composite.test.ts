import { describe, expect, it } from 'vitest';
import type { Probe } from '../../../../core/experiment/schema/probes.ts';
import type { Sample } from '../../../../core/history/journal.ts';
import { deviation } from '../../../../core/steady-state/deviation.ts';
import { gate } from '../../../../core/steady-state/gate.ts';
import { judgedIn } from '../../../../core/steady-state/probes.ts';
import { takeSamples } from '../../../../core/steady-state/sample.ts';
import { metricsOf, minute, p99, page, points, t0 } from '../../../fixtures/decisions/series.ts';

const errors: Probe = {
  ...p99,
  id: 'errors',
  cloudwatch: { ...p99.cloudwatch!, metric: 'Errors' },
  expect: { atMost: 1 },
};
const both = (composite: NonNullable<Probe['composite']>): Probe => ({
  id: 'both',
  composite: { period: 'PT1M', ...composite },
  when: ['before', 'during', 'after'],
});

/** Latency holds at 1, Errors does at 0; null: no datapoint. */
async function looked(
  composite: Probe,
  latency: readonly (number | null)[],
  broken: readonly (number | null)[],
  now: number,
  seen: readonly Sample[] = [],
): Promise<readonly Sample[]> {
  const series = (values: readonly (number | null)[]) =>
    points(values.map((value) => value ?? 0)).filter((_, n) => values[n] !== null);
  const metrics = metricsOf({ Latency: series(latency), Errors: series(broken) }, () => now);
  const taken = await takeSamples({ probes: [p99, errors, composite], since: t0, now, seen, runId: 'run-1' }, metrics);
  return taken.filter(({ probe }) => probe === composite.id);
}
const verdicts = (samples: readonly Sample[]) => samples.map(({ at, ok }) => [(at - t0) / minute, ok]);

describe('a composite', () => {
  const names = ['p99', 'errors'];
  it.each([
    ['all', [true, false, false, false]],
    ['any', [true, true, true, false]],
    ['none', [false, false, false, true]],
  ] as const)('of %s holds by what its probes do in the same period', async (kind, expected) => {
    const taken = await looked(both({ [kind]: names }), [1, 900, 1, 900], [0, 0, 5, 5], t0 + 4.5 * minute);
    expect(taken.map(({ ok }) => ok)).toEqual(expected);
    expect(taken[1]).toEqual({
      probe: 'both',
      at: t0 + minute,
      value: '1 of 2 hold',
      ok: expected[1],
      detail: 'p99 breaks (900), errors holds (0)',
    });
  });

  it.each([
    ['all', [[1, false]]],
    ['any', [[0, true]]],
    ['none', [[0, false]]],
  ] as const)('of %s is told as soon as nothing to come could change it, and not before', async (kind, expected) => {
    expect(verdicts(await looked(both({ [kind]: names }), [1, 900], [null, null], t0 + 2.5 * minute))).toEqual(
      expected,
    );
  });

  it('is told once a period, late data with it', async () => {
    const composite = both({ all: names });
    const first = await looked(composite, [1, 1], [0], t0 + 2.5 * minute);
    expect(verdicts(first)).toEqual([[0, true]]);
    const metrics = metricsOf({ Latency: points([1, 1]), Errors: points([0, 0]) }, () => t0 + 2.6 * minute);
    const seen = [
      ...first,
      { probe: 'p99', at: t0, value: 1, ok: true },
      { probe: 'errors', at: t0, value: 0, ok: true },
    ];
    const look = { probes: [p99, errors, composite], since: t0, now: t0 + 2.6 * minute, seen, runId: 'run-1' };
    const second = (await takeSamples(look, metrics)).filter(({ probe }) => probe === 'both');
    expect(verdicts(second)).toEqual([[1, true]]);
  });

  it('over a longer period waits for all of it, and breaks by any part of it', async () => {
    const wide = both({ all: names, period: 'PT2M' });
    expect(verdicts(await looked(wide, [1, null], [0, 0], t0 + 2.5 * minute))).toEqual([]);
    expect(verdicts(await looked(wide, [1, 1], [0, 0], t0 + 2.5 * minute))).toEqual([[0, true]]);
    expect(verdicts(await looked(wide, [900, null], [null, null], t0 + 2.5 * minute))).toEqual([[0, false]]);
    // What has not come by now does not come.
    expect(verdicts(await looked(wide, [1, null], [0, 0], t0 + 10 * minute))).toEqual([[0, true]]);
  });

  it('of what is asked is told at each look, by what was answered then', async () => {
    const down: Probe = { ...page, id: 'down', http: { url: 'https://down.example' } };
    const loud: Probe = { id: 'loud', alarm: { name: 'loud' }, when: ['before'] };
    const mute: Probe = { id: 'mute', alarm: { name: 'mute' }, when: ['before'] };
    const of = async (composite: NonNullable<Probe['composite']>) => {
      const asked: Probe = { id: 'asked', composite, when: ['before'] };
      const look = { probes: [asked, page, down, loud, mute], since: t0, now: t0 + 7, seen: [], runId: 'run-1' };
      return (
        await takeSamples(
          look,
          metricsOf({}, () => t0),
        )
      ).filter(({ probe }) => probe === 'asked');
    };
    expect(await of({ any: ['page', 'down'] })).toMatchObject([{ at: t0 + 7, ok: true, value: '1 of 2 hold' }]);
    expect(await of({ none: ['down', 'loud'] })).toMatchObject([{ ok: true, value: '0 of 2 hold' }]);
    // An alarm without enough data could still be either.
    expect(await of({ all: ['page', 'mute'] })).toEqual([]);
    expect(await of({ any: ['page', 'mute'] })).toMatchObject([{ ok: true }]);
  });
});

describe('what a composite names', () => {
  const any = both({ any: ['p99', 'errors'] });
  // biome-ignore lint/suspicious/noThenProperty: the format's own word
  const hypothesis = { if: '', then: '', probes: [p99, errors, any], recovery: { within: 'PT5M', hold: 'PT1M' } };
  const samples = async (latency: readonly (number | null)[], broken: readonly (number | null)[], now: number) => {
    const metrics = metricsOf({ Latency: points(latency.map(Number)), Errors: points(broken.map(Number)) }, () => now);
    return takeSamples({ probes: hypothesis.probes, since: t0, now, seen: [], runId: 'run-1' }, metrics);
  };

  it('is judged through it, at the times of the composite alone', () => {
    expect(judgedIn(hypothesis, 'during')).toEqual([any]);
    const during = { ...hypothesis, probes: [p99, { ...any, when: ['during' as const] }] };
    expect(judgedIn(during, 'before')).toEqual([p99]);
  });

  it('breaks nothing by itself: the gate lets in what any is content with', async () => {
    const now = t0 + 3.5 * minute;
    const taken = await samples([900, 900, 900], [0, 0, 0], now);
    expect(gate(hypothesis, taken, now, now + minute)).toEqual({ decision: 'held', why: '1 probes within tolerance' });
    const bad = await samples([900, 900, 900], [5, 5, 5], now);
    expect(gate(hypothesis, bad, now, now)).toEqual({
      decision: 'failed',
      why: 'both found 0 of 2 hold at 10:02 UTC, not any of p99, errors: p99 breaks (900), errors breaks (5)',
    });
  });

  it('may fall silent while the composite tells; once that cannot, the run is ended', async () => {
    const experiment = { hypothesis, guardrails: {}, steps: [] };
    const one: readonly Sample[] = [{ probe: 'both', at: t0 + 8 * minute, value: '1 of 2 hold', ok: true }];
    expect(deviation(experiment, one, t0 + 10 * minute)).toBeUndefined();
    expect(deviation(experiment, one, t0 + 20 * minute)?.probe).toBe('both');
    // A rule that reads it is told of its silence.
    const stopWhen = [{ probe: 'p99', above: 2000, for: 'PT1M' }];
    const quiet = [...one, { probe: 'p99', at: t0, value: 1, ok: true }];
    expect(deviation({ ...experiment, guardrails: { stopWhen } }, quiet, t0 + 10 * minute)?.probe).toBe('p99');
  });
});

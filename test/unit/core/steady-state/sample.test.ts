import { describe, expect, it } from 'vitest';
import type { Probe } from '../../../../core/experiment/schema/probes.ts';
import type { Sample } from '../../../../core/history/journal.ts';
import { takeSamples } from '../../../../core/steady-state/sample.ts';
import { metricsOf, minute, p99, page, points, t0 } from '../../../fixtures/decisions/series.ts';

const look = (probes: readonly Probe[], now: number, seen: readonly Sample[] = [], since = t0, series = {}) =>
  takeSamples(
    { probes, since, now, seen, runId: 'run-1' },
    metricsOf({ Latency: points([100, 200, 900, 300]), ...series }, () => now),
  );

describe('samples of a series', () => {
  it('are those published, each once, and judged', async () => {
    const first = await look([p99], t0 + 2.5 * minute);
    expect(first).toEqual([
      { probe: 'p99', at: t0, value: 100, ok: true },
      { probe: 'p99', at: t0 + minute, value: 200, ok: true },
    ]);
    const second = await look([p99], t0 + 3.5 * minute, first);
    expect(second).toEqual([{ probe: 'p99', at: t0 + 2 * minute, value: 900, ok: false }]);
    expect(await look([p99], t0 + 3.5 * minute, [...first, ...second])).toEqual([]);
  });

  it('are taken late too, when a look begins after their period', async () => {
    const seen = [{ probe: 'p99', at: t0, value: 100 }];
    expect((await look([p99], t0 + 3.5 * minute, seen, t0 + 3 * minute)).map(({ at }) => at)).toEqual([
      t0 + minute,
      t0 + 2 * minute,
    ]);
  });

  it('leave out a period that has not ended', async () => {
    const metrics = metricsOf({ Latency: points([1, 2]) }, () => Number.POSITIVE_INFINITY);
    const taken = await takeSamples(
      { probes: [p99], since: t0, now: t0 + 1.5 * minute, seen: [], runId: 'run-1' },
      metrics,
    );
    expect(taken).toHaveLength(1);
  });

  it('say that data is missing only once the newest is too old', async () => {
    const seen = [{ probe: 'p99', at: t0, value: 100 }];
    const silent = { Latency: points([100]) };
    expect(await look([p99], t0 + 5 * minute, seen, t0, silent)).toEqual([]);
    expect(await look([p99], t0 + 5 * minute + 1, seen, t0, silent)).toMatchObject([
      { at: t0 + 5 * minute + 1, ok: false },
    ]);
  });

  it('keep a failing monitor apart from a silent one', async () => {
    const gone: Probe = { ...p99, cloudwatch: { ...p99.cloudwatch!, metric: 'Gone' } };
    expect(await look([gone], t0 + minute)).toEqual([{ probe: 'p99', at: t0 + minute, detail: 'no metric Gone' }]);
    expect((await look([gone], t0 + 9 * minute))[0]).toMatchObject({
      ok: false,
      detail: 'no fresh data: no metric Gone',
    });
  });

  it('measure a change from the run’s own first samples', async () => {
    const change: Probe = { ...p99, expect: { changeAtMost: 50 }, minSamples: 2 };
    const taken = await look([change], t0 + 4.5 * minute);
    expect(taken.map(({ ok }) => ok)).toEqual([true, true, false, false]); // around 150
  });
});

describe('samples of maths', () => {
  const ratio: Probe = {
    id: 'ratio',
    math: {
      expression: '100 * errors / (errors + good)',
      metrics: { errors: { ...p99.cloudwatch!, metric: 'Errors' }, good: { ...p99.cloudwatch!, metric: 'Good' } },
    },
    expect: { atMost: 1 },
    when: ['during'],
  };

  it('exist where every metric has a datapoint, and the result is a number', async () => {
    const taken = await look([ratio], t0 + 9 * minute, [], t0, {
      Errors: points([1, 5, 0, 2]),
      Good: points([99, 95, 0]),
    });
    expect(taken).toEqual([
      { probe: 'ratio', at: t0, value: 1, ok: true },
      { probe: 'ratio', at: t0 + minute, value: 5, ok: false },
    ]);
  });
});

describe('questions', () => {
  it.each([
    ['an answer', { ...page }, { value: 200, ok: true }],
    ['an error', { ...page, http: { url: 'https://503.example' } }, { value: 503, ok: false }],
    [
      'no answer',
      { ...page, http: { url: 'https://down.example' } },
      { value: 'no answer', ok: false, detail: 'connection refused' },
    ],
    ['its time', { ...page, expect: { atMost: 10 } }, { value: 12.4, ok: false }],
    ['another status', { ...page, expect: { status: 503 } }, { value: 200, ok: false }],
  ])('of HTTP are asked once a look: %s', async (_what, probe, expected) => {
    expect(await look([probe], t0)).toMatchObject([{ probe: 'page', at: t0, ...expected }]);
  });

  it.each([
    ['quiet', { value: 'OK', ok: true }],
    ['loud', { value: 'ALARM', ok: false }],
    ['mute', { ok: false, detail: 'alarm mute has not enough data' }],
    ['none', { ok: false, detail: 'alarm none does not exist' }],
  ])('of an alarm: %s', async (name, expected) => {
    const probe: Probe = { id: 'a', alarm: { name }, when: ['during'] };
    const [sample] = await look([probe], t0);
    expect(sample).toMatchObject(expected);
    expect('value' in sample!).toBe('value' in expected);
  });
});

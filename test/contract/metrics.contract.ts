/** What every `Metrics` adapter keeps. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { MetricQuery } from '../../core/experiment/schema/probes.ts';
import type { Metrics } from '../../core/ports/metrics.ts';

export interface MetricsSubject {
  readonly metrics: Omit<Metrics, 'beat' | 'endBeat'>;
  /** A metric of one-minute periods with data from `from` to `to`. */
  readonly query: MetricQuery;
  readonly from: number;
  readonly to: number;
  /** An alarm in state OK. */
  readonly alarm: string;
  readonly url: string;
}

export function metricsContract(name: string, make: () => Promise<MetricsSubject>): void {
  describe(`${name} keeps the contract of Metrics`, () => {
    let subject: MetricsSubject;
    beforeEach(async () => {
      subject = await make();
    });

    test('datapoints carry the start of their period, oldest first, from `from` on and before `to`', async () => {
      const { metrics, query, from, to } = subject;
      const points = await metrics.series(query, from, to);
      expect(points.length).toBeGreaterThan(3);
      const times = points.map(({ at }) => at);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      for (const at of times) expect(at % 60_000).toBe(0);

      const [second, third] = [times[1]!, times[2]!];
      expect(await metrics.series(query, second, third)).toEqual([points[1]]);
      expect(await metrics.series(query, second, second)).toEqual([]);
    });

    test('a metric that nobody publishes is an error', async () => {
      const { metrics, query, from, to } = subject;
      const asked = metrics.series({ ...query, metric: 'NoSuchMetric' }, from, to);
      await expect(asked).rejects.toMatchObject({ name: 'MetricUnavailable' });
    });

    test('alarms in the order asked, undefined for one that does not exist', async () => {
      const { metrics, alarm } = subject;
      const [first, missing, again] = await metrics.alarms([alarm, 'no-such-alarm', alarm]);
      expect(first).toMatchObject({ name: alarm, state: 'OK' });
      expect(first!.period * first!.of).toBeGreaterThan(0);
      expect(missing).toBeUndefined();
      expect(again).toEqual(first);
    });

    test('an alarm says what it judges, by which threshold, and what it judged of late', async () => {
      const { metrics, alarm } = subject;
      const [seen] = await metrics.alarms([alarm]);
      const [judged] = seen!.metrics!;
      expect([judged!.namespace, judged!.metric, judged!.stat].every((text) => text.length > 0)).toBe(true);
      expect(Object.keys(judged!.dimensions).length).toBeGreaterThan(0);
      expect(seen!.threshold).toEqual({ comparison: expect.any(String), value: expect.any(Number) });
      expect(seen!.actions).toEqual({ enabled: true, onAlarm: [] });
      const recent = seen!.recent!;
      expect(recent.length).toBeGreaterThan(0);
      expect(recent.at(-1)!.at).toBe(seen!.lastDatapointAt);
      expect(recent.map(({ at }) => at)).toEqual(recent.map(({ at }) => at).toSorted((a, b) => a - b));
    });

    test('a request is answered with its status, or failed with a reason', async () => {
      const { metrics, url } = subject;
      expect(await metrics.http(url, 2000)).toMatchObject({ status: 200 });
      expect(await metrics.http('https://nobody.invalid/', 2000)).toMatchObject({ failed: expect.any(String) });
      expect(await metrics.http('not a url', 2000)).toMatchObject({ failed: expect.any(String) });
    });
  });
}

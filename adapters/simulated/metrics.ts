/** CloudWatch and synthetic requests, answered by the simulated cloud. */
import { millis } from '../../core/experiment/durations.ts';
import type { HttpAnswer, Metrics } from '../../core/ports/metrics.ts';
import type { SimulatedCloud } from '../../simulator/cloud.ts';

export class MetricUnavailable extends Error {
  override readonly name = 'MetricUnavailable';
}

export const simulatedMetrics = (cloud: SimulatedCloud): Metrics => ({
  async series({ namespace, metric, dimensions, stat, period, account }, from, to) {
    if (account !== undefined && account !== cloud.model.account)
      throw new MetricUnavailable(`this world is account ${cloud.model.account}, and has no metrics of ${account}`);
    const query = { namespace, metric, dimensions: dimensions ?? {}, stat, period: millis(period), from, to };
    try {
      return cloud.series(query);
    } catch (error) {
      if ((error as Error).name !== 'NotSimulated') throw error;
      throw new MetricUnavailable((error as Error).message, { cause: error });
    }
  },
  async alarms(names) {
    return names.map((name) => cloud.alarm(name));
  },
  async http(url, timeout): Promise<HttpAnswer> {
    const { hostname, protocol } = URL.parse(url) ?? {};
    if (!hostname || !(protocol === 'http:' || protocol === 'https:')) return { failed: `not an HTTP address: ${url}` };
    return cloud.probe(hostname, timeout);
  },
});

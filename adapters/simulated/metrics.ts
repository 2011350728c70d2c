/** CloudWatch and synthetic requests, answered by the simulated cloud. */
import { millis } from '../../core/experiment/durations.ts';
import type { AlarmObservation, HttpAnswer, Metrics } from '../../core/ports/metrics.ts';
import { alarmNamed } from '../../core/world/alarm-names.ts';
import type { SimulatedCloud } from '../../simulator/cloud.ts';

export class MetricUnavailable extends Error {
  override readonly name = 'MetricUnavailable';
}

/** What is told of an alarm's past, in periods, as the adapter of CloudWatch reads it. */
const past = 15;

const nothingSetOff = { enabled: true, onAlarm: [] };

/** Every alarm of a world has one metric, or is raised by others as the world says, and sets nothing off. */
function observed(cloud: SimulatedCloud, name: string): AlarmObservation | undefined {
  const { alarms, publicationDelay } = cloud.model;
  const seen = cloud.alarm(name);
  if (!seen) return undefined;
  const alarm = alarms.find((each) => each.name === name);
  if (!alarm) return { ...seen, composite: true, actions: nothingSetOff };
  const { metric, stat, period, comparison, threshold: value } = alarm;
  const from = cloud.now - past * period - publicationDelay;
  return {
    ...seen,
    metrics: [{ ...metric, stat }],
    threshold: { comparison, value },
    recent: cloud.series({ ...metric, stat, period, from, to: cloud.now }),
    publicationDelay,
    actions: nothingSetOff,
  };
}

export const simulatedMetrics = (cloud: SimulatedCloud): Metrics => ({
  async series({ namespace, metric, dimensions, stat, period, account, region }, from, to) {
    const { account: own, regions } = cloud.model;
    if (account !== undefined && account !== own)
      throw new MetricUnavailable(`this world is account ${own}, and has no metrics of ${account}`);
    if (region !== undefined && !regions.some(({ id }) => id === region))
      throw new MetricUnavailable(
        `this world is of ${regions.map(({ id }) => id).join(', ')}, and has no metrics of ${region}`,
      );
    const query = { namespace, metric, dimensions: dimensions ?? {}, stat, period: millis(period), from, to };
    try {
      return cloud.series(query);
    } catch (error) {
      if ((error as Error).name !== 'NotSimulated') throw error;
      throw new MetricUnavailable((error as Error).message, { cause: error });
    }
  },
  async alarms(names) {
    return names.map((name) => {
      const seen = observed(cloud, alarmNamed(cloud.model, name));
      return seen && { ...seen, name };
    });
  },
  async http(url, timeout): Promise<HttpAnswer> {
    const { hostname, protocol } = URL.parse(url) ?? {};
    if (!hostname || !(protocol === 'http:' || protocol === 'https:')) return { failed: `not an HTTP address: ${url}` };
    return cloud.probe(hostname, timeout);
  },
  beat: async ({ heartbeat: { table, home, away }, item, at, first }) =>
    cloud.beat({ table, home, away, item, at, first }),
  endBeat: async ({ table }, item) => cloud.endBeat(table, item),
});

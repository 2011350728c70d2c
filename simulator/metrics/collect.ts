/** Takes what traffic has measured since the last collection, and closes the periods that end now. */
import { followAudiences } from '../control-plane/audiences.ts';
import { followBuckets } from '../control-plane/buckets.ts';
import { followGlobals } from '../control-plane/global-replication.ts';
import type { Plane } from '../control-plane/plane.ts';
import { refresh } from '../control-plane/refresh.ts';
import { followScaling } from '../control-plane/scaling.ts';
import type { Instant, Millis } from '../model.ts';
import type { NodeMeasurements } from '../traffic.ts';
import { takeMeanLoad } from './load.ts';
import { isCounter, take } from './measures.ts';
import type { MetricRecord, MetricsRecord } from './record.ts';
import { addSamples, emptySet } from './statistic-set.ts';

/** CloudWatch keeps far more; probes and alarms look back less than this. */
const kept: Millis = 6 * 3_600_000;

/** To be called at every multiple of `metrics.every`, after the world events of that instant. */
export function collect(plane: Plane): void {
  const { model, state, traffic } = plane;
  const { metrics } = state;
  const nodes = new Map(traffic.drain().map((node) => [node.node, node]));
  const span = state.now - metrics.collectedAt;
  const loads = new Map(Object.keys(metrics.load).map((id) => [id, takeMeanLoad(metrics, id, state.now, span)]));
  const since = metrics.collectedAt;
  metrics.collectedAt = state.now;
  followGlobals(plane);
  metrics.windows = windowsOf(nodes, metrics);
  const colder = followAudiences(plane, nodes, span);
  if (followBuckets(plane) || colder) refresh(plane);
  for (const [i, metric] of model.metrics.entries()) {
    const record = metrics.metrics[i]!;
    const node = nodes.get(metric.of) ?? (isNodeGroup(model, metric.of) ? noTraffic : undefined);
    if (node) take(metric, record, node, { plane, load: loads.get(metric.of) ?? 0, since });
    if (state.now % metric.period !== 0) continue;
    if (isCounter(metric)) addSamples(record.open, record.total, 1);
    close(record, state.now - metric.period, state.now - kept);
  }
  // What groups want from now on has not been waited for yet.
  followScaling(plane, nodes);
}

/** Node groups have no traffic of their own: their gauges look at the control plane alone. */
const noTraffic: NodeMeasurements = {
  node: '',
  ...{ requests: 0, successes: 0, failures: 0, attempts: 0, fallbacks: 0, hits: 0, misses: 0 },
  latency: { count: 0, sum: 0, min: 0, max: 0, buckets: new Map() },
  ...{ busy: 0, capacity: 0, queue: 0 },
};

const isNodeGroup = ({ nodeGroups = [] }: Plane['model'], of: string): boolean =>
  nodeGroups.some(({ id }) => id === of);

function close(record: MetricRecord, at: Instant, oldest: Instant): void {
  if (record.open.count > 0) record.closed.push({ at, set: record.open });
  record.open = emptySet(record.open.buckets);
  record.total = 0;
  const first = record.closed.findIndex((point) => point.at >= oldest);
  if (first > 0) record.closed.splice(0, first);
}

/** A node at which nothing ended keeps the window before. */
function windowsOf(nodes: ReadonlyMap<string, NodeMeasurements>, metrics: MetricsRecord): MetricsRecord['windows'] {
  const windows = { ...metrics.windows };
  for (const [id, { requests, failures, latency }] of nodes) {
    if (requests === 0) continue;
    windows[id] = {
      failureShare: failures / requests,
      meanLatency: latency.count === 0 ? 0 : latency.sum / latency.count,
    };
  }
  return windows;
}

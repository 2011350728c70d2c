/**
 * What each measure of a World's `metrics` takes from one collection window.
 *
 * Counters (requests, successes, failures, attempts, fallbacks) add up over a period,
 * which publishes the total as one sample: Sum and Average are both that number. A
 * quiet period publishes 0.
 *
 * Requests as samples: success-percent and failure-percent have one sample of 0 or 100 for
 * each request that ended, latency one in milliseconds, hit-percent one for each lookup.
 * When nothing ended there is no datapoint.
 *
 * Gauges have one sample for each collection (every 10 s): healthy-hosts counts the
 * servers that take and answer traffic, by the load balancer's own word where there is
 * one; in-service counts what the group (or cluster) believes in service, which lags;
 * in-use-percent is slot time in use, waits for downstream answers included, of the slot
 * time there was; cpu-percent is slot time spent on own work, of the same, plus the mean
 * stress on the members, at most 100; queue-length is the mean over the window.
 */
import { isHealthy } from '../control-plane/describe.ts';
import type { Plane } from '../control-plane/plane.ts';
import type { MetricModel } from '../model.ts';
import type { NodeMeasurements } from '../traffic.ts';
import type { MetricRecord } from './record.ts';
import { addHistogram, addSamples } from './statistic-set.ts';

export interface Window {
  readonly plane: Plane;
  /** Mean processor stress over the window, 0 to 1. */
  readonly load: number;
}

export const isCounter = ({ measure }: MetricModel): boolean =>
  ['requests', 'successes', 'failures', 'attempts', 'fallbacks'].includes(measure);

export function take(metric: MetricModel, record: MetricRecord, node: NodeMeasurements, window: Window): void {
  const { open } = record;
  switch (metric.measure) {
    case 'requests':
    case 'successes':
    case 'failures':
    case 'attempts':
    case 'fallbacks':
      record.total += node[metric.measure];
      return;
    case 'success-percent':
      addSamples(open, 100, node.successes);
      addSamples(open, 0, node.failures);
      return;
    case 'failure-percent':
      addSamples(open, 0, node.successes);
      addSamples(open, 100, node.failures);
      return;
    case 'latency':
      addHistogram(open, node.latency);
      return;
    case 'hit-percent':
      addSamples(open, 100, node.hits);
      addSamples(open, 0, node.misses);
      return;
    case 'cpu-percent':
      addSamples(open, Math.min(100, 100 * (shareOf(node.busy, node) + window.load)), 1);
      return;
    case 'in-use-percent':
      addSamples(open, 100 * shareOf(node.held ?? node.busy, node), 1);
      return;
    case 'queue-length':
      addSamples(open, node.queue, 1);
      return;
    case 'healthy-hosts':
      addSamples(open, healthyHosts(window.plane, metric.of), 1);
      return;
    case 'in-service':
      addSamples(open, inService(window.plane, metric.of), 1);
      return;
  }
}

/** At most 1: what was begun in one window may be booked in the next. */
const shareOf = (used: number, { capacity }: NodeMeasurements): number =>
  capacity > 0 ? Math.min(1, used / capacity) : 0;

function healthyHosts(plane: Plane, node: string): number {
  const service = plane.model.loadBalancers.find(({ id }) => id === node)?.to ?? node;
  return plane.fleet.members(service).filter((index) => isHealthy(plane, plane.fleet.servers[index]!)).length;
}

function inService(plane: Plane, node: string): number {
  const service = plane.model.loadBalancers.find(({ id }) => id === node)?.to ?? node;
  const kind = plane.model.services.find(({ id }) => id === service)?.kind;
  if (kind !== 'auto-scaling-group') return healthyHosts(plane, service);
  return plane.state.instances.filter(({ group, lifecycle }) => group === service && lifecycle === 'in-service').length;
}

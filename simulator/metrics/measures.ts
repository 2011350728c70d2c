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
 * stress on the members, at most 100; queue-length is the mean over the window;
 * memory-percent and disk-percent are means over the members that run; replication-lag is
 * how far a table's replica is behind, or the furthest secondary of a global database, in
 * milliseconds, and a bucket's copy in seconds, as AWS publishes each; stale-percent is the
 * share of a table's reads there that see old data; pending-writes are those that the copy of a
 * bucket does not have, and missing-percent the share of its reads that ask for one of them;
 * pending-pods wait for a node with room.
 *
 * lost-writes counts what a failover of a global database has lost.
 */

import { activeMembers, wantedCapacity } from '../control-plane/auto-scaling.ts';
import { type CopiedBucket, isCopied, missingShare, pendingWrites } from '../control-plane/buckets.ts';
import { globalsOf } from '../control-plane/clusters.ts';
import { readyNodes } from '../control-plane/describe-node-groups.ts';
import { isHealthy } from '../control-plane/described.ts';
import { effectsInForce, influenceOn } from '../control-plane/effects.ts';
import { lagOfDatabase, lostSince } from '../control-plane/global-replication.ts';
import { diskUsed, headroom } from '../control-plane/hosts.ts';
import { groupModel, type Plane } from '../control-plane/plane.ts';
import { arnOf } from '../control-plane/refresh.ts';
import { lagOf, staleShare } from '../control-plane/replication.ts';
import type { MetricModel, TableModel } from '../model.ts';
import type { NodeMeasurements } from '../traffic.ts';
import type { MetricRecord } from './record.ts';
import { addHistogram, addSamples } from './statistic-set.ts';

const second = 1000;

export interface Window {
  readonly plane: Plane;
  /** Mean processor stress over the window, 0 to 1. */
  readonly load: number;
  /** End of the window before. */
  readonly since: number;
}

export const isCounter = ({ measure }: MetricModel): boolean =>
  ['requests', 'successes', 'failures', 'attempts', 'fallbacks', 'lost-writes'].includes(measure);

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
    case 'memory-percent':
    case 'disk-percent':
      addSamples(open, 100 * meanUse(window.plane, metric.of, metric.measure), 1);
      return;
    case 'replication-lag':
      addSamples(open, lagNow(window.plane, metric.of), 1);
      return;
    case 'lost-writes': {
      const database = globalsOf(window.plane).find(({ id }) => id === metric.of);
      if (database) record.total += lostSince(window.plane, database, window.since);
      return;
    }
    case 'pending-writes':
      addSamples(open, pendingWrites(window.plane, copiedBucket(window.plane, metric.of)), 1);
      return;
    case 'missing-percent':
      addSamples(open, 100 * missingShare(window.plane, copiedBucket(window.plane, metric.of)), 1);
      return;
    case 'pending-pods':
      addSamples(open, pendingPods(window.plane, metric.of), 1);
      return;
    case 'stale-percent': {
      const table = tableOf(window.plane, metric.of);
      addSamples(open, 100 * staleShare(lagOf(window.plane, table), table), 1);
      return;
    }
  }
}

function lagNow(plane: Plane, id: string): number {
  const database = globalsOf(plane).find((one) => one.id === id);
  if (database) return lagOfDatabase(plane, database);
  const bucket = plane.model.services.find((service) => service.id === id);
  return bucket?.kind === 'bucket' ? lagOf(plane, bucket) / second : lagOf(plane, tableOf(plane, id));
}

function copiedBucket(plane: Plane, id: string): CopiedBucket {
  const found = plane.model.services.find((service) => service.id === id);
  if (found?.kind !== 'bucket' || !isCopied(found)) throw new Error(`no bucket ${id} is copied in ${plane.model.name}`);
  return found;
}

/** Members that a service is to have, and that there is no place for. */
const pendingPods = (plane: Plane, id: string): number =>
  Math.max(0, wantedCapacity(plane, id).desired - activeMembers(plane, id).length);

function tableOf(plane: Plane, id: string): TableModel {
  const found = plane.model.services.find((service) => service.id === id);
  if (found?.kind !== 'table') throw new Error(`no table ${id} in world ${plane.model.name}`);
  return found;
}

/** Of the members that run: the share of memory or disk in use, at most 1. */
function meanUse(plane: Plane, id: string, measure: 'memory-percent' | 'disk-percent'): number {
  const group = groupModel(plane, id);
  const effects = effectsInForce(plane.state);
  const running = plane.state.instances.filter((one) => one.group === id && one.phase === 'running');
  const uses = running.map((instance) => {
    const influence = influenceOn(effects, arnOf(plane, group, { name: instance.id }), instance.zone);
    return measure === 'disk-percent' ? diskUsed(group, influence) : Math.min(1, 1 - headroom(group, influence));
  });
  return uses.length === 0 ? 0 : uses.reduce((sum, use) => sum + use, 0) / uses.length;
}

/** At most 1: what was begun in one window may be booked in the next. */
const shareOf = (used: number, { capacity }: NodeMeasurements): number =>
  capacity > 0 ? Math.min(1, used / capacity) : 0;

function healthyHosts(plane: Plane, node: string): number {
  const nodes = plane.model.nodeGroups?.find(({ id }) => id === node);
  if (nodes) return readyNodes(plane, nodes);
  const service = plane.model.loadBalancers.find(({ id }) => id === node)?.to ?? node;
  return plane.fleet.members(service).filter((index) => isHealthy(plane, plane.fleet.servers[index]!)).length;
}

function inService(plane: Plane, node: string): number {
  const service = plane.model.loadBalancers.find(({ id }) => id === node)?.to ?? node;
  const kinds = [...plane.model.services, ...(plane.model.nodeGroups ?? [])];
  const kind = kinds.find(({ id }) => id === service)?.kind;
  if (kind !== 'auto-scaling-group' && kind !== 'node-group') return healthyHosts(plane, service);
  return plane.state.instances.filter(({ group, lifecycle }) => group === service && lifecycle === 'in-service').length;
}

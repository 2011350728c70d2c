/** What is measured is there to be measured, and alarms watch what is published. */

import { iso, millis } from '../../experiment/durations.ts';
import { alarmPeriod, metricPeriod } from '../../experiment/periods.ts';
import { metricQuery } from '../../experiment/schema/probes.ts';
import { describeAllowed } from '../../validation/allowed.ts';
import { describeFound } from '../../validation/found.ts';
import { nearest } from '../../validation/nearest.ts';
import { listed, type Problem, problem } from '../../validation/problem.ts';
import { unknownName } from '../../validation/unknown-name.ts';
import { secondariesOf } from '../region-of.ts';
import type { Measure, World } from '../schema.ts';
import { kindsOf, type NodeKind } from './nodes.ts';
import type { Rule } from './rule.ts';
import { seriesName } from './unique.ts';

const ofTraffic: readonly Measure[] = [
  'requests',
  'successes',
  'failures',
  'success-percent',
  'failure-percent',
  'latency',
  'attempts',
];

/** A measure that a node cannot have would be a series that never has a datapoint. */
const measuresOf: Readonly<Record<NodeKind, readonly Measure[]>> = {
  client: ofTraffic,
  'load-balancer': [...ofTraffic, 'healthy-hosts'],
  'auto-scaling-group': [
    ...ofTraffic,
    'cpu-percent',
    'queue-length',
    'healthy-hosts',
    'in-service',
    'in-use-percent',
    'fallbacks',
    'memory-percent',
    'disk-percent',
  ],
  table: [...ofTraffic, 'in-use-percent', 'replication-lag', 'stale-percent'],
  bucket: [...ofTraffic, 'in-use-percent'],
  lambda: [...ofTraffic, 'in-use-percent', 'fallbacks'],
  cache: [...ofTraffic, 'in-use-percent', 'hit-percent'],
  database: [...ofTraffic, 'cpu-percent', 'queue-length', 'healthy-hosts', 'in-service', 'in-use-percent'],
};

/** Of a database that has secondaries. */
const ofGlobal: readonly Measure[] = ['replication-lag', 'lost-writes'];
/** Of a bucket that is copied. */
const ofCopied: readonly Measure[] = ['replication-lag', 'pending-writes', 'missing-percent'];
/** Of a service of pods. */
const ofPods: readonly Measure[] = ['pending-pods'];
const ofNodeGroups: readonly Measure[] = ['in-service', 'healthy-hosts'];

const defaultPeriod = 'PT1M';
const day = 86_400_000;

export const metrics: Rule = function* (world) {
  const kinds = kindsOf(world);
  const groups = (world.nodeGroups ?? []).map(({ id }) => id);
  const measured = [...kinds.keys(), ...groups];
  for (const [i, { of, measure, period = defaultPeriod }] of world.metrics.entries()) {
    const path = ['metrics', i];
    const kind = kinds.get(of);
    const called = kind ?? 'node group';
    const allowedOf = kind === undefined ? ofNodeGroups : [...measuresOf[kind], ...furtherOf(world, of)];
    if (!measured.includes(of))
      yield unknownName([...path, 'of'], of, 'clients, load balancers, services and node groups', measured);
    else if (!allowedOf.includes(measure))
      yield problem([...path, 'measure'], {
        found: `${describeFound(measure)}, which a ${called} does not have`,
        allowed: listed(allowedOf),
      });
    const allowed = metricPeriod.check(millis(period));
    if (allowed) yield problem([...path, 'period'], { found: describeFound(period), allowed });
  }
  for (const i of (world.alarms ?? []).keys()) yield* alarmProblems(world, i);
};

/** By what a service is besides. */
function furtherOf({ services }: World, id: string): readonly Measure[] {
  const service = services.find((each) => each.id === id);
  if (!service) return [];
  if (secondariesOf(service).length > 0) return ofGlobal;
  if (service.kind === 'bucket' && service.replication) return ofCopied;
  return service.kind === 'auto-scaling-group' && service.runsAs?.kind === 'eks-pods' ? ofPods : [];
}

function* alarmProblems({ metrics: published, alarms = [] }: World, i: number): Iterable<Problem> {
  const alarm = alarms[i]!;
  const path = ['alarms', i];
  const period = millis(alarm.period);
  const watched = seriesName(alarm.metric);
  const series = published.find((metric) => seriesName(metric) === watched);
  const names = published.map(seriesName);
  if (!series)
    yield problem([...path, 'metric'], {
      found: `${watched}, which is not published`,
      allowed: listed(names, 12),
      nearest: nearest(watched, names),
    });
  if (!metricQuery.shape.stat.safeParse(alarm.stat).success)
    yield problem([...path, 'stat'], {
      found: describeFound(alarm.stat),
      allowed: describeAllowed(metricQuery.shape.stat),
    });
  const allowed = alarmPeriod.check(period);
  const resolution = millis(series?.period ?? defaultPeriod);
  if (allowed) yield problem([...path, 'period'], { found: describeFound(alarm.period), allowed });
  else if (series && period % resolution !== 0)
    yield problem([...path, 'period'], {
      found: `${describeFound(alarm.period)}, and the metric is published every ${iso(resolution)}`,
      allowed: `a multiple of ${iso(resolution)}`,
    });
  const { breaching, of } = alarm.datapoints;
  if (breaching > of)
    yield problem([...path, 'datapoints', 'breaching'], {
      found: `${breaching}, more than of`,
      allowed: `at most ${of}`,
    });
  else if (of * period > (period >= day / 24 ? 7 : 1) * day)
    yield problem([...path, 'datapoints', 'of'], {
      found: `${of} periods of ${alarm.period}`,
      allowed: 'a day in all, or seven days with periods of an hour or more, as in CloudWatch',
    });
}

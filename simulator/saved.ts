/**
 * A cloud saved in two parts, so that saving it often is cheap: what stands now, whole,
 * and the metric periods that have closed, each once. A closed period never changes.
 */
import type { CloudDump } from './cloud.ts';
import type { ControlPlaneState } from './control-plane/state.ts';
import type { Point } from './metrics/record.ts';
import type { Instant } from './model.ts';

export interface SavedPeriod {
  /** Index of the metric in the model. */
  readonly metric: number;
  /** Start of the period. */
  readonly at: Instant;
  /** JSON. */
  readonly samples: string;
}

export interface CloudSave {
  readonly now: Instant;
  /** JSON of all but the closed periods. It belongs together with all of them that closed up to `now`. */
  readonly standing: string;
  /** Those that closed after `since`. */
  readonly closed: readonly SavedPeriod[];
  /** No period that starts before is looked at again. */
  readonly oldest: Instant;
}

type Standing = CloudDump & {
  readonly metrics: {
    readonly metrics: readonly { readonly closed?: readonly Point[]; readonly closedFrom?: Instant | null }[];
  };
};

/** @param since an instant up to which the periods are saved already; undefined when none is. */
export function saveOf(
  state: ControlPlaneState,
  periodOf: (metric: number) => number,
  since: Instant | undefined,
): CloudSave {
  const { metrics } = state.metrics;
  const from = since ?? Number.NEGATIVE_INFINITY;
  const closed = metrics.flatMap((record, metric) =>
    newest(record.closed, from - periodOf(metric)).map(({ at, set }) => ({ metric, at, samples: JSON.stringify(set) })),
  );
  const standing = {
    ...state,
    metrics: {
      ...state.metrics,
      metrics: metrics.map(({ open, total, closed: [first] }) => ({ open, total, closedFrom: first?.at ?? null })),
    },
  };
  const oldest = Math.min(state.now, ...metrics.map(({ closed: [first] }) => first?.at ?? state.now));
  return { now: state.now, standing: JSON.stringify(standing), closed, oldest };
}

/** The dump that was saved. `closed`: every period ever saved with it, in any order; those outlived are left out. */
export function dumpOfSave(standing: string, closed: readonly SavedPeriod[]): CloudDump {
  const dump = JSON.parse(standing) as Standing;
  const byMetric = Map.groupBy(closed, ({ metric }) => metric);
  const metrics = dump.metrics.metrics.map(({ closed: whole = [], closedFrom, ...record }, metric) => ({
    ...record,
    closed: [
      ...whole,
      ...(byMetric.get(metric) ?? [])
        .filter(({ at }) => typeof closedFrom === 'number' && at >= closedFrom)
        .sort((a, b) => a.at - b.at)
        .map(({ at, samples }) => ({ at, set: JSON.parse(samples) })),
    ],
  }));
  return { ...dump, metrics: { ...dump.metrics, metrics } };
}

/** The points that start after `after`, which is most often none or the last. */
function newest(points: readonly Point[], after: Instant): readonly Point[] {
  let first = points.length;
  while (first > 0 && points[first - 1]!.at > after) first--;
  return points.slice(first);
}

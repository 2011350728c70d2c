/** Tables and buckets of a World file, with their copies in other Regions, as the engine takes them. */
import { millis } from '../../core/experiment/durations.ts';
import type { WorldService } from '../../core/world/schema.ts';
import type { BucketModel, TableModel, TimeDistribution } from '../../simulator/model.ts';

type Copied = Extract<WorldService, { kind: 'table' | 'bucket' }>;
type Common = Pick<TableModel, 'id' | 'region' | 'tags'>;

/** @param time as compiled, of its requests */
export function compileCopied(service: Copied, common: Common, time: TimeDistribution): TableModel | BucketModel {
  const { concurrency } = service;
  if (service.kind === 'table') {
    const { region, lag, rewrittenEvery, as } = service.replica;
    return {
      kind: service.kind,
      ...common,
      concurrency,
      requestTime: time,
      replica: {
        region,
        lag: millis(lag),
        rewrittenEvery: millis(rewrittenEvery),
        ...(as !== undefined && { as }),
      },
    };
  }
  const { replication } = service;
  return {
    kind: service.kind,
    ...common,
    concurrency,
    requestTime: time,
    ...(replication && {
      replication: {
        to: replication.to,
        lag: millis(replication.lag),
        readAfter: millis(replication.readAfter),
      },
    }),
  };
}

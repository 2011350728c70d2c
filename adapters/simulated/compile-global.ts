/** A database of a World file with its secondaries in other Regions, as the engine takes it. */
import { millis } from '../../core/experiment/durations.ts';
import type { WorldService } from '../../core/world/schema.ts';
import type { DatabaseModel } from '../../simulator/model.ts';

type Database = Extract<WorldService, { kind: 'database' }>;

const usual = { lag: 'PT1S', move: 'PT1M', attach: 'PT10M' };

/** All instances are one list: who calls it goes by their zones. */
export function compileGlobal({ id, instances, global }: Database): Pick<DatabaseModel, 'instances' | 'global'> {
  if (!global) return { instances };
  const { secondaries, lag = usual.lag, attach = usual.attach } = global;
  const { switchOver = usual.move, failOver = usual.move } = global;
  const clusters = [{ id, instances, speed: 1 }, ...secondaries];
  return {
    instances: clusters.flatMap((cluster) => cluster.instances),
    global: {
      lag: millis(lag),
      switchOver: millis(switchOver),
      failOver: millis(failOver),
      attach: millis(attach),
      clusters: clusters.map((cluster) => ({
        id: cluster.id,
        instances: cluster.instances.map((one) => one.id),
        speed: cluster.speed ?? 1,
      })),
    },
  };
}

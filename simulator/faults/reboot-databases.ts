import { clusterWith } from '../control-plane/clusters.ts';
import { forceFailover, reboot } from '../control-plane/databases.ts';
import type { Plane } from '../control-plane/plane.ts';
import type { Fault } from './fault.ts';
import { idOf } from './ids.ts';
import { readParameters } from './parameters.ts';

const actionId = 'aws:rds:reboot-db-instances';

/** Restarts database instances. With `forceFailover` a writer hands over to a reader instead of being waited for. */
export const rebootDatabases: Fault = {
  actionId,
  targets: { DBInstances: 'rds:db' },
  plan({ parameters }) {
    const read = readParameters(actionId, parameters);
    read.boolean('forceFailover', false);
    read.finish();
    return { duration: 0, effects: [] };
  },
  begin(plane, { parameters, targets }) {
    const forced = parameters.forceFailover === 'true';
    const failures = (targets.DBInstances ?? []).flatMap((arn) => restart(plane, idOf(arn), forced) ?? []);
    return failures.length > 0 ? failures.join('; ') : undefined;
  },
};

function restart(plane: Plane, instance: string, forced: boolean): string | undefined {
  const cluster = clusterWith(plane, instance);
  if (!cluster) return `database instance ${instance} does not exist`;
  if (forced && cluster.writer === instance) return forceFailover(plane, cluster.id);
  reboot(plane, instance);
  return undefined;
}

import { forceFailover } from '../control-plane/databases.ts';
import type { Fault } from './fault.ts';
import { idOf } from './ids.ts';
import { readParameters } from './parameters.ts';

const actionId = 'aws:rds:failover-db-cluster';

/** The action ends with the request; a reader has taken over after the database's `failover`. Nothing fails back. */
export const failoverCluster: Fault = {
  actionId,
  targets: { Clusters: 'rds:cluster' },
  plan({ parameters }) {
    readParameters(actionId, parameters).finish();
    return { duration: 0, effects: [] };
  },
  begin(plane, { targets }) {
    const failures = (targets.Clusters ?? []).flatMap((arn) => forceFailover(plane, idOf(arn)) ?? []);
    return failures.length > 0 ? failures.join('; ') : undefined;
  },
};

import { NotSimulated } from '../cloud.ts';
import { comingTo, failOver, sendHome, switchOver, writesNow } from '../control-plane/global-databases.ts';
import type { Plane } from '../control-plane/plane.ts';
import type { GlobalDatabaseModel } from '../model.ts';
import type { Fault, FaultAction, FaultRequest } from './fault.ts';
import { idOf } from './ids.ts';
import { type Parameters, readParameters } from './parameters.ts';
import { untilUndone } from './until-undone.ts';

const key = 'Clusters';

/** Pending until the cluster writes; what puts it back sends the writer home as soon as home has all that was written. */
const moves = (actionId: string, read: (parameters: Parameters) => { readonly lossy: boolean }): Fault => {
  const lossy = ({ parameters }: Pick<FaultAction, 'parameters'>) => {
    const given = readParameters(actionId, parameters);
    const told = read(given);
    given.finish();
    return told.lossy;
  };
  return {
    actionId,
    targets: { [key]: 'rds:cluster' },
    plan(request) {
      const { switchOver: planned, failOver: atOnce } = globalOf(actionId, request);
      return { duration: lossy(request) ? atOnce : planned, effects: [], effectsFor: untilUndone };
    },
    begin(plane, action) {
      const cluster = clusterOf(action);
      return lossy(action) ? failOver(plane, cluster) : switchOver(plane, cluster);
    },
    underWay: (plane, action) => comingTo(plane, clusterOf(action)),
    end: (plane, action) => tookOver(plane, clusterOf(action)),
    ended: (plane, action) => sendHome(plane, clusterOf(action)),
  };
};

const clusterOf = ({ targets }: Pick<FaultAction, 'targets'>): string => idOf(targets[key]?.[0] ?? '');

const tookOver = (plane: Plane, cluster: string): string | undefined =>
  writesNow(plane, cluster) || comingTo(plane, cluster) !== undefined ? undefined : `${cluster} did not take over`;

function globalOf(actionId: string, { targets, describe }: FaultRequest): GlobalDatabaseModel {
  const [arn = '', ...more] = targets[key] ?? [];
  if (more.length > 0) throw new NotSimulated(`the simulator does not model ${actionId} on more than one cluster`);
  const { service } = describe(arn);
  if (service?.kind === 'database' && service.global) return service.global;
  throw new NotSimulated(
    `the simulator does not model ${actionId} on ${arn}: its database has no secondary in another Region (global)`,
  );
}

export const movesOfDatabases: readonly Fault[] = [
  moves('squall:rds:switch-over-global-cluster', () => ({ lossy: false })),
  moves('squall:rds:fail-over-global-cluster', (read) => ({ lossy: read.boolean('allowDataLoss', false) })),
];

import { NotSimulated } from '../cloud.ts';
import type { Effect } from './effect.ts';
import type { Fault } from './fault.ts';
import { readParameters } from './parameters.ts';

const actionId = 'aws:elasticache:replicationgroup-interrupt-az-power';
const key = 'ReplicationGroups';

/**
 * The caches' nodes in the zone lose power: the one that the target names, or else that of each
 * cache's first node. A replica elsewhere takes over from a primary; without one the cache is
 * away, and empty afterwards. Of a replica nobody notices.
 */
export const cachePower: Fault = {
  actionId,
  targets: { [key]: 'elasticache:replicationgroup' },
  plan({ parameters, targets, targetParameters, describe }) {
    const read = readParameters(actionId, parameters);
    const duration = read.duration('duration');
    read.finish();
    const { availabilityZoneIdentifier: asked } = targetParameters?.[key] ?? {};
    const effects = (targets[key] ?? []).map((arn): Effect => {
      const { service } = describe(arn);
      const nodes = service?.kind === 'cache' ? (service.nodes ?? []) : [];
      const zone = asked ?? nodes[0]?.zone;
      if (zone === undefined || nodes.length === 0)
        throw new NotSimulated(`the simulator does not model ${actionId} on ${arn}: its nodes are in no zone`);
      if (!nodes.some((node) => node.zone === zone))
        throw new NotSimulated(
          `the simulator does not model ${actionId} on ${arn} in ${zone}: its nodes are in ${[...new Set(nodes.map((node) => node.zone))].join(', ')}`,
        );
      return { kind: 'no-power', on: [arn], zones: [zone] };
    });
    return { duration, effects };
  },
};

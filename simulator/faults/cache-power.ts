import { NotSimulated } from '../cloud.ts';
import type { Effect } from './effect.ts';
import type { Fault } from './fault.ts';
import { readParameters } from './parameters.ts';

const actionId = 'aws:elasticache:replicationgroup-interrupt-az-power';

/** The zone of each cache's first node loses power. A replica elsewhere takes over; without one the cache is away, and empty afterwards. */
export const cachePower: Fault = {
  actionId,
  targets: { ReplicationGroups: 'elasticache:replicationgroup' },
  plan({ parameters, targets, describe }) {
    const read = readParameters(actionId, parameters);
    const duration = read.duration('duration');
    read.finish();
    const effects = (targets.ReplicationGroups ?? []).map((arn): Effect => {
      const { service } = describe(arn);
      const first = service?.kind === 'cache' ? service.nodes?.[0] : undefined;
      if (!first)
        throw new NotSimulated(`the simulator does not model ${actionId} on ${arn}: its nodes are in no zone`);
      return { kind: 'no-power', on: [arn], zones: [first.zone] };
    });
    return { duration, effects };
  },
};

import { NotSimulated } from '../cloud.ts';
import { regionOfService } from '../geography.ts';
import type { Fault } from './fault.ts';
import { readParameters } from './parameters.ts';

const actionId = 'aws:s3:bucket-pause-replication';

/**
 * Sets in at once, where S3 may go on for a while with what was written before; what was held
 * back arrives after it. A bucket of a world has one rule, for all that is written to it.
 */
export const pauseBucketReplication: Fault = {
  actionId,
  targets: { Buckets: 's3:bucket' },
  plan({ parameters, targets, describe, model }) {
    const read = readParameters(actionId, parameters);
    const duration = read.duration('duration');
    const region = read.text('region');
    const only = parameters.destinationBuckets === undefined ? undefined : read.list('destinationBuckets');
    read.finish();
    const on = targets.Buckets ?? [];
    for (const arn of on) {
      const { service } = describe(arn);
      if (service?.kind !== 'bucket' || !service.replication)
        throw new NotSimulated(
          `the simulator does not model ${actionId} on ${arn}: it is copied nowhere in this world`,
        );
      const { to } = service.replication;
      const copy = model.services.find(({ id }) => id === to)!;
      const where = regionOfService(model, copy);
      if (where !== region || (only && !only.includes(to)))
        throw new NotSimulated(
          `the simulator does not model ${actionId} to ${only ? only.join(', ') : region}: ${service.id} is copied to ${to} in ${where}`,
        );
    }
    return { duration, effects: [{ kind: 'no-replication', on }] };
  },
};

import { NotSimulated } from '../cloud.ts';
import type { Fault } from './fault.ts';
import { readParameters } from './parameters.ts';

const actionId = 'aws:dynamodb:global-table-pause-replication';

/** Sets in at once, where AWS may take five minutes; what was held back arrives after it. */
export const pauseReplication: Fault = {
  actionId,
  targets: { Tables: 'dynamodb:global-table' },
  plan({ parameters, targets, describe }) {
    const read = readParameters(actionId, parameters);
    const duration = read.duration('duration');
    read.finish();
    const on = targets.Tables ?? [];
    const stranger = on.find((arn) => describe(arn).service?.kind !== 'table');
    if (stranger !== undefined)
      throw new NotSimulated(`the simulator does not model ${actionId} on ${stranger}: no service of the world is it`);
    return { duration, effects: [{ kind: 'no-replication', on }] };
  },
};

import { NotSimulated } from '../cloud.ts';
import type { Effect } from './effect.ts';
import type { Fault, FaultRequest } from './fault.ts';
import { readParameters } from './parameters.ts';

const actionId = 'aws:network:disrupt-connectivity';

/**
 * A world has one subnet a zone. `all`: nothing in it is reached from elsewhere, instances,
 * database instances, and with them what the load balancers had there. `availability-zone`:
 * it is parted from the other zones, and goes on with what is in it and with the outside.
 * `dynamodb` and `s3`: what runs in it does not reach the world's tables, or buckets. EC2 shows the instances as
 * running, and no group replaces them.
 */
export const disruptConnectivity: Fault = {
  actionId,
  targets: { Subnets: 'ec2:subnet' },
  plan(request) {
    const read = readParameters(actionId, request.parameters);
    const duration = read.duration('duration');
    const scope = read.oneOf('scope', ['all', 'availability-zone', 'dynamodb', 's3']);
    read.finish();
    const zones = (request.targets.Subnets ?? []).flatMap((arn) => request.describe(arn).zone ?? []);
    return { duration, effects: [effectOf(scope, zones, request)] };
  },
};

const keptIn = { dynamodb: 'table', s3: 'bucket' } as const;

function effectOf(
  scope: 'all' | 'availability-zone' | keyof typeof keptIn,
  zones: readonly string[],
  { model }: FaultRequest,
): Effect {
  if (scope === 'all') return { kind: 'unreachable', zones };
  if (scope === 'availability-zone') {
    const from = model.regions.flatMap((region) => region.zones).filter((zone) => !zones.includes(zone));
    return { kind: 'zones-apart', zones, from };
  }
  const kept = keptIn[scope];
  const to = model.services.flatMap(({ id, kind }) => (kind === kept ? [id] : []));
  if (to.length === 0)
    throw new NotSimulated(`the simulator does not model ${actionId} with scope "${scope}": the world has no ${kept}`);
  return { kind: 'zones-without', zones, to };
}

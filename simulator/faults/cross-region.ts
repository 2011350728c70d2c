/**
 * The way from one Region to another, denied. What calls over it from a subnet, or over the
 * peerings of a transit gateway, gets no answer; answers to those who call from over there
 * go on, and so does what is in no zone.
 */
import { NotSimulated } from '../cloud.ts';
import { regionOfNode, regionOfService } from '../geography.ts';
import type { ServiceModel, WorldModel } from '../model.ts';
import type { Effect } from './effect.ts';
import type { Fault, FaultRequest } from './fault.ts';
import { type Parameters, readParameters } from './parameters.ts';

type ZonesOf = (request: FaultRequest) => readonly string[];

/** A world has one subnet a zone. */
const ofSubnets: ZonesOf = ({ targets, describe }) =>
  (targets.Subnets ?? []).flatMap((arn) => describe(arn).zone ?? []);

/** What a gateway peers is the whole of its Region. */
const ofGateways: ZonesOf = ({ targets, model }) => {
  const regions = (targets.TransitGateways ?? []).map((arn) => arn.split(':')[3]);
  return model.regions.filter(({ id }) => regions.includes(id)).flatMap(({ zones }) => zones);
};

const denied = (actionId: string, key: string, type: string, zonesOf: ZonesOf): Fault => ({
  actionId,
  targets: { [key]: type },
  plan(request) {
    const read = readParameters(actionId, request.parameters);
    const duration = read.duration('duration');
    const effect = withoutRegion(actionId, read, zonesOf(request), request.model);
    read.finish();
    return { duration, effects: [effect] };
  },
});

function withoutRegion(of: string, read: Parameters, zones: readonly string[], model: WorldModel): Effect {
  const region = read.text('region');
  const known = model.regions.map(({ id }) => id);
  if (!known.includes(region))
    throw new NotSimulated(`the simulator does not model ${of} to ${region}: the world has ${known.join(', ')}`);
  const to = [...model.loadBalancers, ...model.services]
    .map(({ id }) => id)
    .filter((node) => regionOfNode(model, node) === region);
  const here = new Set(
    model.regions.filter((each) => each.zones.some((zone) => zones.includes(zone))).map(({ id }) => id),
  );
  const crosses = model.services.some(
    (service) =>
      regionOfService(model, service) !== region && here.has(regionOfService(model, service)) && calls(service, to),
  );
  if (!crosses)
    throw new NotSimulated(
      `the simulator does not model ${of} to ${region} where no service of the world calls one there`,
    );
  return { kind: 'zones-without', zones, to };
}

function calls(service: ServiceModel, to: readonly string[]): boolean {
  if (service.kind === 'cache') return to.includes(service.misses.to);
  return 'calls' in service && service.calls.some((call) => to.includes(call.to));
}

export const crossRegion: readonly Fault[] = [
  denied('aws:network:route-table-disrupt-cross-region-connectivity', 'Subnets', 'ec2:subnet', ofSubnets),
  denied(
    'aws:network:transit-gateway-disrupt-cross-region-connectivity',
    'TransitGateways',
    'ec2:transit-gateway',
    ofGateways,
  ),
];

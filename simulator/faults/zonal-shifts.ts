import { NotSimulated } from '../cloud.ts';
import type { Millis, WorldModel } from '../model.ts';
import type { Fault, FaultPlan } from './fault.ts';
import { type Parameters, readParameters } from './parameters.ts';

/**
 * Load balancers send nothing to their targets in the zone, while it lasts; those of the others take
 * it all. Groups and clusters of a world are not shifted by themselves.
 */
const shift = (actionId: string, type: string, balancerOf: (arn: string) => string): Fault => ({
  actionId,
  targets: { ManagedResources: type },
  plan({ parameters, targets, model }) {
    const read = readParameters(actionId, parameters);
    const duration = read.duration('duration');
    const zone = zoneOf(actionId, read, model);
    if (type.startsWith('arc:zonal')) readKinds(actionId, read);
    read.finish();
    const balancers = (targets.ManagedResources ?? []).map(balancerOf);
    const other = balancers.find(
      (arn) => !model.loadBalancers.some(({ id }) => arn.includes(`:loadbalancer/app/${id}/`)),
    );
    if (other !== undefined)
      throw new NotSimulated(
        `the simulator does not model ${actionId} on ${other}: what is shifted in a world are load balancers`,
      );
    return away(balancers, zone, duration);
  },
});

const away = (balancers: readonly string[], zone: string, duration: Millis): FaultPlan => ({
  duration,
  effects: [{ kind: 'zones-left', on: balancers, zones: [zone] }],
});

function zoneOf(actionId: string, read: Parameters, { regions }: WorldModel): string {
  const zone = read.text('availabilityZoneIdentifier');
  const zones = regions.flatMap((region) => region.zones);
  if (zones.includes(zone)) return zone;
  throw new NotSimulated(
    `the simulator does not model ${actionId} away from ${zone}: the world has the zones ${zones.join(', ')}`,
  );
}

/** @throws NotSimulated where nothing of a world would be shifted */
function readKinds(actionId: string, read: Parameters): void {
  const kinds = read.list('managedResourceTypes');
  read.oneOf('zonalAutoshiftStatus', ['ENABLED', 'ANY'], 'ENABLED');
  if (!kinds.includes('ALB'))
    throw new NotSimulated(
      `the simulator does not model ${actionId} on ${kinds.join(', ')}: what is shifted in a world are load balancers, of the type ALB`,
    );
}

/** `arn:aws:arc-zonal-shift:…:managedresource/loadbalancer/…` → `arn:aws:elasticloadbalancing:…:loadbalancer/…` */
const ownArn = (id: string): string =>
  id.replace(':arc-zonal-shift:', ':elasticloadbalancing:').replace(':managedresource/', ':');

export const zonalShifts: readonly Fault[] = [
  shift('aws:arc:start-zonal-autoshift', 'arc:zonal-shift-managed-resource', (arn) => arn),
  shift('squall:arc:start-zonal-shift', 'arc:managed-resource', ownArn),
  shift('squall:arc:start-practice-run', 'arc:managed-resource', ownArn),
];

/** Records of names that route, their health checks, routing controls, and endpoint groups of accelerators. In no Region. */
import type { CloudResource } from '../cloud.ts';
import { isAsking, isRouted } from '../names-model.ts';
import { arnsOf } from './arns.ts';
import { resource } from './described.ts';
import { effectsInForce } from './effects.ts';
import { checkSays, controlIsOn, isForced } from './health-said.ts';
import type { Plane } from './plane.ts';
import { groupsAsStand, recordAsStands } from './routing.ts';

const nowhere = { region: '' } as const;

export function describeRouting(plane: Plane): readonly CloudResource[] {
  const { model } = plane;
  return [...recordSets(plane), ...(model.endpointChecks ? checks(plane) : []), ...controls(plane), ...groups(plane)];
}

/** A record is healthy when its health check says so: what is answered is another matter. */
function recordSets(plane: Plane): readonly CloudResource[] {
  const { model, seed } = plane;
  const effects = effectsInForce(plane.state);
  return model.dns.filter(isRouted).flatMap((name) =>
    name.records.map((record) => {
      const { healthy, to, weight, role, region, healthCheck } = recordAsStands(plane, name, record, effects);
      const state = {
        name: name.name,
        routing: name.routing,
        target: to,
        ttlSeconds: name.ttl / 1000,
        ...(weight !== undefined && { weight }),
        ...(role !== undefined && { role }),
        ...(region !== undefined && { region }),
        ...(healthCheck !== undefined && { healthCheck }),
      };
      const arn = arnsOf(model, seed).recordSet(name, record);
      return resource(plane, arn, 'route53:record-set', `${name.name}/${record.id}`, name.tags, state, {
        ...nowhere,
        group: name.name,
        healthy,
      });
    }),
  );
}

function checks(plane: Plane): readonly CloudResource[] {
  const { model, seed } = plane;
  const effects = effectsInForce(plane.state);
  return (model.endpointChecks ?? []).map((check) => {
    const arn = arnsOf(model, seed).healthCheck(check.id);
    const asks = isAsking(check)
      ? { of: check.of, intervalSeconds: check.every / 1000, threshold: check.unhealthyAfter }
      : { routingControl: check.routingControl };
    const state = { ...asks, takenForFailed: isForced(arn, effects) };
    const healthy = checkSays(plane, check.id, effects);
    return resource(plane, arn, 'route53:health-check', check.id, check.tags, state, { ...nowhere, healthy });
  });
}

function controls(plane: Plane): readonly CloudResource[] {
  const { model, seed } = plane;
  const effects = effectsInForce(plane.state);
  return (model.routingControls ?? []).map(({ id, tags }) => {
    const arn = arnsOf(model, seed).routingControl(id);
    const state = { state: controlIsOn(plane, id, effects) ? 'On' : 'Off' };
    return resource(plane, arn, 'route53-recovery-control:routing-control', id, tags, state, nowhere);
  });
}

function groups(plane: Plane): readonly CloudResource[] {
  const { model, seed } = plane;
  const effects = effectsInForce(plane.state);
  return (model.accelerators ?? []).flatMap((accelerator) =>
    groupsAsStand(plane, accelerator, effects).map((group) => {
      const arn = arnsOf(model, seed).endpointGroup(accelerator, group);
      const state = {
        accelerator: accelerator.id,
        endpointGroupRegion: group.region,
        target: group.to,
        dial: group.dial,
      };
      return resource(
        plane,
        arn,
        'globalaccelerator:endpoint-group',
        `${accelerator.id}/${group.region}`,
        accelerator.tags,
        state,
        {
          ...nowhere,
          group: accelerator.id,
          healthy: group.healthy,
        },
      );
    }),
  );
}

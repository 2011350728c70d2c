/** Auto Scaling groups and services of tasks or pods, with their members, volumes and clusters. */
import type { CloudResource } from '../cloud.ts';
import type { Impairment } from '../fleet.ts';
import { regionOfService } from '../geography.ts';
import type { GroupModel } from '../model.ts';
import { arnsOf } from './arns.ts';
import { activeMembers } from './auto-scaling.ts';
import { isHealthy, percent, resource } from './described.ts';
import { capacityOf, effectsInForce, type Influence, influenceOn } from './effects.ts';
import type { Plane } from './plane.ts';
import { securityGroupsOn } from './security-groups.ts';
import type { InstanceRecord } from './state.ts';

const types = {
  instances: { member: 'ec2:instance', group: 'ec2:autoscaling-group' },
  'ecs-tasks': { member: 'ecs:task', group: 'ecs:service' },
  'eks-pods': { member: 'eks:pod', group: 'eks:deployment' },
} as const;

export function describeGroup(plane: Plane, service: GroupModel): readonly CloudResource[] {
  const arns = arnsOf(plane.model, plane.seed);
  const effects = effectsInForce(plane.state);
  const servers = new Map(plane.fleet.servers.map((server) => [server.name, server]));
  const healthy = (id: string) => {
    const server = servers.get(id);
    return server !== undefined && isHealthy(plane, server);
  };
  const { desired, min, max } = capacityOf(service, effects, arns.group(service));
  const count = activeMembers(plane, service.id).filter(({ id }) => healthy(id)).length;
  const type = types[service.runsAs?.kind ?? 'instances'];
  const counts = { desired, min, max, healthy: count };
  const group = resource(plane, arns.group(service), type.group, service.id, service.tags, counts, {
    healthy: count >= desired,
  });
  // Auto Scaling sets it on each of its members.
  const tags = service.runsAs ? service.tags : { ...service.tags, 'aws:autoscaling:groupName': service.id };
  const members = plane.state.instances
    .filter((instance) => instance.group === service.id && instance.phase !== 'terminated')
    .flatMap((instance) => {
      const arn = arns.member(service, instance.id);
      const influence = influenceOn(effects, arn, undefined);
      const more = {
        zone: instance.zone,
        group: service.id,
        lifecycle: instance.lifecycle,
        ...(!service.runsAs && securityGroupsOn(plane, service.id)),
      };
      const member = resource(
        plane,
        arn,
        type.member,
        instance.id,
        tags,
        { state: phaseOf(instance), ...influencesShown(influence) },
        { ...more, healthy: healthy(instance.id), ...(service.spot && { alsoType: 'ec2:spot-instance' }) },
      );
      if (!service.instance.disk || service.runsAs) return [member];
      return [member, volumeOf(plane, service, instance, influence)];
    });
  return [group, ...members];
}

/** Clusters that groups of tasks or pods run in, and those of nodes alone. */
export function describeClusters(plane: Plane): readonly CloudResource[] {
  const { model, seed } = plane;
  const found = new Map<string, CloudResource>();
  for (const { cluster, region, tags } of model.nodeGroups ?? []) {
    const arn = arnsOf(model, seed).other('eks:cluster', cluster, region);
    found.set(arn, resource(plane, arn, 'eks:cluster', cluster, tags, { status: 'ACTIVE' }));
  }
  for (const service of model.services) {
    if (service.kind !== 'auto-scaling-group' || !service.runsAs) continue;
    const { kind, cluster } = service.runsAs;
    const type = kind === 'ecs-tasks' ? 'ecs:cluster' : 'eks:cluster';
    const arn = arnsOf(model, seed).other(type, cluster, regionOfService(model, service));
    found.set(arn, resource(plane, arn, type, cluster, service.tags, { status: 'ACTIVE' }));
  }
  return [...found.values()];
}

export const phaseOf = ({ phase }: InstanceRecord): string => (phase === 'starting' ? 'pending' : phase);

/** As `25 % with euc1-az2: 300 ms ± 10, 5 % lost`. */
function impairmentShown({ share, latency, jitter, lossShare, zone }: Impairment): string {
  const whom = zone === undefined ? '' : ` with ${zone}`;
  return `${percent(share)} %${whom}: ${latency} ms ± ${jitter}, ${percent(lossShare)} % lost`;
}

/** What has nothing to say is left out, as long as it is one that came later than the rest. */
export function influencesShown(influence: Influence): CloudResource['state'] {
  const { addedLatency, lossShare, stress, memory, diskFill, outgoing, apart, clockSkew, reachable, detached } =
    influence;
  const impaired = influence.impairments.map(impairmentShown);
  const hindered = outgoing.map(({ to, outcome }) => `${to} ${outcome}`);
  return {
    networkDelayMilliseconds: addedLatency,
    packetLossPercent: percent(lossShare),
    processorStressPercent: percent(stress),
    ...(memory > 0 && { memoryTakenPercent: percent(memory) }),
    ...(diskFill > 0 && { diskFilledPercent: percent(diskFill) }),
    ...(clockSkew !== 0 && { clockSkewMilliseconds: clockSkew }),
    ...(hindered.length > 0 && { callsHindered: hindered.join(', ') }),
    ...(impaired.length > 0 && { connectionsImpaired: impaired.join('; ') }),
    ...(apart.length > 0 && { zonesApart: apart.join(', ') }),
    ...(!reachable && { port: 'denied' }),
    ...(detached && { targets: 'none' }),
  };
}

function volumeOf(plane: Plane, service: GroupModel, { id, zone }: InstanceRecord, influence: Influence) {
  const arns = arnsOf(plane.model, plane.seed);
  const arn = arns.volume(service, id);
  const { diskShare, diskLatency } = influence;
  const paused = diskLatency === Number.POSITIVE_INFINITY;
  const slow = { delayedPercent: percent(diskShare), delayMilliseconds: paused ? 0 : diskLatency };
  const state = { state: 'in-use', paused, ...(diskShare > 0 && slow) };
  return resource(plane, arn, 'ec2:ebs-volume', arn.slice(arn.lastIndexOf('/') + 1), service.tags, state, {
    zone,
    group: service.id,
    attachedTo: arns.member(service, id),
  });
}

import { type AutoScalingGroup, paginateDescribeAutoScalingGroups } from '@aws-sdk/client-auto-scaling';
import { paginateDescribeInstances } from '@aws-sdk/client-ec2';
import { isKnown, type Known, notKnown } from '../../../core/conformity/known.ts';
import type { GroupThing } from '../../../core/conformity/things.ts';
import type { Instant } from '../../../core/ports/clock.ts';
import { homeOf } from '../arns.ts';
import { chunks } from '../chunks.ts';
import { tagsOf } from '../resource-family.ts';
import { asked, type Reader, type Reading, zoneIds } from './reader.ts';

/** Values that a filter of EC2 takes. */
const idsAtOnce = 200;

/** Auto Scaling does not say since when its members run. */
async function launchTimes(
  { clients: { ec2 } }: Reading,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Instant>> {
  const found = new Map<string, Instant>();
  for (const Values of chunks(ids, idsAtOnce))
    for await (const { Reservations = [] } of paginateDescribeInstances(
      { client: ec2 },
      { Filters: [{ Name: 'instance-id', Values: [...Values] }] },
    ))
      for (const { InstanceId, LaunchTime } of Reservations.flatMap(({ Instances = [] }) => Instances))
        if (InstanceId && LaunchTime) found.set(InstanceId, LaunchTime.getTime());
  return found;
}

async function thingOf(
  group: AutoScalingGroup,
  launched: Known<ReadonlyMap<string, Instant>>,
  { zones }: Reading,
): Promise<GroupThing> {
  const { AutoScalingGroupARN: id = '', AutoScalingGroupName: name = '', Instances = [] } = group;
  const launchOf = (instance: string): Known<Instant> =>
    isKnown(launched) ? (launched.get(instance) ?? notKnown(`EC2 does not know ${instance}`)) : launched;
  return {
    kind: 'auto-scaling-group',
    id,
    name,
    ...homeOf(id),
    tags: tagsOf(group.Tags),
    zones: await zoneIds(group.AvailabilityZones ?? [], zones),
    capacity: { min: group.MinSize ?? 0, desired: group.DesiredCapacity ?? 0, max: group.MaxSize ?? 0 },
    // It may name several, in one text; one that is EC2 alone sees nothing else.
    healthCheck: (group.HealthCheckType ?? 'EC2').includes('ELB') ? 'ELB' : 'EC2',
    members: await Promise.all(
      Instances.map(async ({ InstanceId = '', AvailabilityZone, LifecycleState, HealthStatus }) => ({
        id: InstanceId,
        zone: (await zones.idOf(AvailabilityZone)) ?? AvailabilityZone ?? '',
        inService: LifecycleState === 'InService' && HealthStatus?.toLowerCase() === 'healthy',
        launchedAt: launchOf(InstanceId),
      })),
    ),
    targetGroups: group.TargetGroupARNs ?? [],
  };
}

export const groups: Reader = {
  kind: 'auto-scaling-group',
  async read(reading) {
    const found: AutoScalingGroup[] = [];
    const client = reading.clients.autoScaling;
    for await (const { AutoScalingGroups = [] } of paginateDescribeAutoScalingGroups({ client, pageSize: 100 }, {}))
      found.push(...AutoScalingGroups);
    const ids = found.flatMap(({ Instances = [] }) => Instances.flatMap(({ InstanceId }) => InstanceId ?? []));
    const launched = await asked(() => launchTimes(reading, ids));
    return Promise.all(found.map((group) => thingOf(group, launched, reading)));
  },
};

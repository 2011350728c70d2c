/** Groups and how their members are, as Auto Scaling, EC2 and the load balancers tell. */
import {
  type AutoScalingClient,
  type AutoScalingGroup,
  type Instance,
  paginateDescribeAutoScalingGroups,
} from '@aws-sdk/client-auto-scaling';
import {
  type EC2Client,
  type InstanceStatus,
  paginateDescribeInstanceStatus,
  paginateDescribeInstances,
} from '@aws-sdk/client-ec2';
import {
  DescribeTargetHealthCommand,
  type ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { isKnown, type Known } from '../../core/conformity/known.ts';
import { belongs } from '../../core/doctor-monkey/settings.ts';
import type { Group, Member } from '../../core/doctor-monkey/ward.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Rounds } from '../../core/ports/doctor.ts';
import { optInTag } from '../../core/targets/opt-in-tag.ts';
import { arn, type Home, homeOf, lastOf } from './arns.ts';
import { chunks } from './chunks.ts';
import { wallClock } from './clock.ts';
import { asked, each } from './inventory/reader.ts';
import { healthOf, type TargetStates } from './member-health.ts';
import { tagsOf } from './resource-family.ts';
import { awsZones, type Zones } from './zones.ts';

export interface RoundsClients {
  readonly autoScaling: AutoScalingClient;
  readonly ec2: EC2Client;
  readonly loadBalancing: ElasticLoadBalancingV2Client;
}

/** Ids that a call of EC2 takes: of instances by a filter, of their states by name. */
const idsAtOnce = 100;

export function awsRounds(clients: RoundsClients, home: Home, clock: Clock = wallClock): Rounds {
  const zones = awsZones(clients.ec2);
  return {
    async look(practices) {
      const at = clock.now();
      const found: AutoScalingGroup[] = [];
      const client = clients.autoScaling;
      const Filters = [{ Name: `tag:${optInTag}`, Values: ['true'] }];
      for await (const { AutoScalingGroups = [] } of paginateDescribeAutoScalingGroups({ client }, { Filters }))
        found.push(...AutoScalingGroups.filter(({ Tags }) => practices.some((one) => belongs(tagsOf(Tags), one))));
      const groups = await each(found, (group) => groupOf(group, clients, zones));
      return { at, place: `${home.account} ${home.region}`, groups };
    },
  };
}

async function groupOf(group: AutoScalingGroup, clients: RoundsClients, zones: Zones): Promise<Group> {
  const { AutoScalingGroupARN: id = '', AutoScalingGroupName: name = '', Instances = [] } = group;
  const ids = Instances.flatMap(({ InstanceId }) => InstanceId ?? []);
  const [tags, statuses, targets] = await Promise.all([
    tagsOfInstances(clients.ec2, ids),
    asked(() => statusesOf(clients.ec2, ids)),
    each(group.TargetGroupARNs ?? [], async (one) => ({
      name: one.split('/').at(-2) ?? one,
      states: await asked(() => statesIn(clients.loadBalancing, one)),
    })),
  ]);
  const own = homeOf(id);
  const memberOf = async (instance: Instance): Promise<Member> => {
    const { InstanceId: instanceId = '', AvailabilityZone } = instance;
    return {
      id: arn('ec2', own, `instance/${instanceId}`),
      name: instanceId,
      zone: (await zones.idOf(AvailabilityZone)) ?? AvailabilityZone ?? '',
      optedIn: tags.get(instanceId)?.[optInTag] === 'true',
      health: healthOf(instance, statusOf(statuses, instanceId), targets),
    };
  };
  return {
    id,
    name,
    ...own,
    tags: tagsOf(group.Tags),
    desired: group.DesiredCapacity ?? 0,
    suspended: (group.SuspendedProcesses ?? []).flatMap(({ ProcessName }) => ProcessName ?? []),
    members: await Promise.all(Instances.map(memberOf)),
  };
}

const statusOf = (
  statuses: Known<ReadonlyMap<string, InstanceStatus>>,
  id: string,
): Known<InstanceStatus | undefined> => (isKnown(statuses) ? statuses.get(id) : statuses);

async function statusesOf(client: EC2Client, ids: readonly string[]): Promise<ReadonlyMap<string, InstanceStatus>> {
  const found = new Map<string, InstanceStatus>();
  for (const InstanceIds of chunks(ids, idsAtOnce))
    for await (const { InstanceStatuses = [] } of paginateDescribeInstanceStatus(
      { client },
      { InstanceIds: [...InstanceIds], IncludeAllInstances: true },
    ))
      for (const status of InstanceStatuses) found.set(status.InstanceId ?? '', status);
  return found;
}

/** Nobody is treated whose tags are not known. */
async function tagsOfInstances(client: EC2Client, ids: readonly string[]) {
  const found = new Map<string, Readonly<Record<string, string>>>();
  for (const Values of chunks(ids, idsAtOnce))
    for await (const { Reservations = [] } of paginateDescribeInstances(
      { client },
      { Filters: [{ Name: 'instance-id', Values: [...Values] }] },
    ))
      for (const { InstanceId = '', Tags } of Reservations.flatMap(({ Instances = [] }) => Instances))
        found.set(InstanceId, tagsOf(Tags));
  return found;
}

async function statesIn(client: ElasticLoadBalancingV2Client, targetGroup: string): Promise<TargetStates> {
  const command = new DescribeTargetHealthCommand({ TargetGroupArn: targetGroup });
  const { TargetHealthDescriptions = [] } = await client.send(command);
  return new Map(
    TargetHealthDescriptions.map(({ Target, TargetHealth }) => [
      lastOf(Target?.Id ?? ''),
      { state: TargetHealth?.State ?? 'unknown', reason: TargetHealth?.Description ?? TargetHealth?.Reason ?? '' },
    ]),
  );
}

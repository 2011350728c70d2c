/** Instances: those of a group are as healthy as their group and its load balancers say. */
import {
  type DescribeInstancesCommandInput,
  EC2Client,
  type Instance,
  paginateDescribeInstanceStatus,
  paginateDescribeInstances,
} from '@aws-sdk/client-ec2';
import { arnPattern } from './arn-pattern.ts';
import { arn } from './arns.ts';
import { awsAutoScaling } from './auto-scaling.ts';
import { chunks } from './chunks.ts';
import type { Looking } from './looking.ts';
import { type Described, type ResourceFamily, tagFilters, tagsOf } from './resource-family.ts';

const type = 'ec2:instance';
/** Set by Auto Scaling on each of its members, and by nobody else: the prefix is reserved. */
const groupTag = 'aws:autoscaling:groupName';
/** Values that a filter takes, and ids that a status call takes. */
const atOnce = { filter: 200, status: 100 };

interface Owned {
  readonly instance: Instance;
  readonly owner: string;
}

/** Instances of other Regions are not seen. */
export function awsInstances(looking: Looking): ResourceFamily {
  const { region, zones } = looking;
  const client = looking.client('ec2', EC2Client);
  const groups = awsAutoScaling(looking);

  async function read(input: DescribeInstancesCommandInput): Promise<readonly Owned[]> {
    const found: Owned[] = [];
    for await (const { Reservations = [] } of paginateDescribeInstances({ client, pageSize: 1000 }, input))
      for (const { OwnerId: owner = '', Instances = [] } of Reservations)
        found.push(...Instances.map((instance) => ({ instance, owner })));
    return found;
  }

  /** By their own status checks: what is asked of instances outside any group. */
  async function impaired(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const found = new Set<string>();
    for (const some of chunks(ids, atOnce.status)) {
      const pages = paginateDescribeInstanceStatus({ client }, { InstanceIds: [...some] });
      for await (const { InstanceStatuses = [] } of pages)
        for (const { InstanceId, InstanceStatus, SystemStatus } of InstanceStatuses)
          if (InstanceId && [InstanceStatus?.Status, SystemStatus?.Status].includes('impaired')) found.add(InstanceId);
    }
    return found;
  }

  async function healthyAmong(instances: readonly Instance[]): Promise<ReadonlySet<string>> {
    const running = instances.filter(({ State }) => State?.Name === 'running');
    const alone = running.flatMap((instance) => (groupOf(instance) ? [] : (instance.InstanceId ?? [])));
    const members = await groups.healthyMembers(running.flatMap((instance) => groupOf(instance) ?? []));
    const unwell = await impaired(alone);
    // A group may still call a member in service that EC2 knows to be down.
    const inService = running.flatMap(({ InstanceId }) => (InstanceId && members.has(InstanceId) ? InstanceId : []));
    return new Set([...inService, ...alone.filter((id) => !unwell.has(id))]);
  }

  async function described({ instance, owner }: Owned, healthy: ReadonlySet<string>): Promise<Described> {
    const {
      InstanceId: name = '',
      State,
      InstanceType = '',
      SecurityGroups = [],
      Placement,
      SubnetId,
      Tags,
    } = instance;
    const [group, zone] = [groupOf(instance), await zones.idOf(Placement?.AvailabilityZone)];
    return {
      resource: {
        id: arn('ec2', { account: owner, region }, `instance/${name}`),
        type,
        name,
        account: owner,
        region,
        ...(zone !== undefined && { zone }),
        ...(SubnetId !== undefined && { subnet: arn('ec2', { account: owner, region }, `subnet/${SubnetId}`) }),
        securityGroups: SecurityGroups.map(({ GroupId }) =>
          arn('ec2', { account: owner, region }, `security-group/${GroupId}`),
        ),
        tags: tagsOf(Tags),
        ...(group !== undefined && { group }),
        healthy: healthy.has(name),
      },
      state: {
        state: State?.Name ?? 'unknown',
        instanceType: InstanceType,
        securityGroups: SecurityGroups.map(({ GroupId }) => GroupId)
          .sort()
          .join(' '),
      },
      raw: instance,
    };
  }

  return {
    type,
    arn: arnPattern(type),
    async describe({ tags, names }) {
      const byTag = tagFilters(tags);
      // By filter, since asking by id fails as a whole when one of them is gone.
      const byId = names && chunks(names, atOnce.filter).map((ids) => ({ Name: 'instance-id', Values: [...ids] }));
      const asked = byId ? byId.map((filter) => [...byTag, filter]) : [byTag];
      const owned = (await Promise.all(asked.map((Filters) => read(Filters.length > 0 ? { Filters } : {})))).flat();
      const healthy = await healthyAmong(owned.map(({ instance }) => instance));
      return Promise.all(owned.map((each) => described(each, healthy)));
    },
  };
}

const groupOf = ({ Tags = [] }: Instance): string | undefined => Tags.find(({ Key }) => Key === groupTag)?.Value;

/**
 * A shop in two Regions of moto, as `region-evacuation` knows it: Frankfurt serves, Dublin stands
 * by. What its users see follows from what moto has: whether Frankfurt's subnets are cut off,
 * where the records lead, how many serve in Dublin. Metrics and alarms are published where the
 * platform stands, as by canaries that share nothing with either Region.
 */
import {
  CreateAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  CreateLaunchTemplateCommand,
  CreateTagsCommand,
  DescribeImagesCommand,
  DescribeNetworkAclsCommand,
  DescribeSubnetsCommand,
} from '@aws-sdk/client-ec2';
import {
  ChangeResourceRecordSetsCommand,
  ChangeTagsForResourceCommand,
  CreateHostedZoneCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { type FleetClients, fleetClients, settings } from './fleet.ts';
import { motoCredentials } from './moto.ts';
import { type PlayedMetrics, playedMetrics } from './played-metrics.ts';
import { replicatedTable } from './replicated-table.ts';

export const [frankfurt, dublin] = ['eu-central-1', 'eu-west-1'] as const;
const name = 'shop.example';
const ttl = 30_000;
const second = 1000;

/** Requests a second. */
const load = 120;

/** To the letter: what a drill must leave as it found it. */
export interface AsItStands {
  readonly records: readonly ResourceRecordSet[];
  readonly standby: { readonly min: number; readonly max: number; readonly desired: number; readonly members: number };
  /** Of each subnet of Frankfurt, by its id. */
  readonly acls: Readonly<Record<string, string>>;
}

export interface TwoRegions {
  readonly metrics: PlayedMetrics;
  /** What one member in Dublin really takes, in requests a second, whatever the drill believes. */
  perMember: number;
  /** Publishes what users and canaries saw until then. */
  follow(now: number): Promise<void>;
  stands(): Promise<AsItStands>;
  /** Dublin's group is told to have so many, and to have no fewer. */
  standby(members: number): Promise<void>;
}

const tags = { 'resilience:fis-enabled': 'true', 'resilience:service': 'checkout' };
const tagged = (more: Readonly<Record<string, string>> = {}) =>
  Object.entries({ ...tags, ...more }).map(([Key, Value]) => ({ Key, Value }));

async function makeGroup({ ec2, autoScaling }: FleetClients, group: string, sizes: readonly [number, number]) {
  const { Images } = await ec2.send(new DescribeImagesCommand({}));
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
  const LaunchTemplateData = { ImageId: Images![0]!.ImageId!, InstanceType: 'm7g.large' } as const;
  await ec2.send(new CreateLaunchTemplateCommand({ LaunchTemplateName: 'members', LaunchTemplateData }));
  const [DesiredCapacity, MaxSize] = sizes;
  await autoScaling.send(
    new CreateAutoScalingGroupCommand({
      AutoScalingGroupName: group,
      LaunchTemplate: { LaunchTemplateName: 'members' },
      MinSize: DesiredCapacity,
      MaxSize,
      DesiredCapacity,
      VPCZoneIdentifier: Subnets.map(({ SubnetId }) => SubnetId).join(),
      Tags: tagged({ Service: 'web' }).map((tag) => ({ ...tag, PropagateAtLaunch: true })),
    }),
  );
  return Subnets.map(({ SubnetId }) => SubnetId!);
}

const weighted = (SetIdentifier: string, Weight: number, Value: string): ResourceRecordSet => ({
  Name: name,
  Type: 'A',
  SetIdentifier,
  Weight,
  TTL: ttl / second,
  ResourceRecords: [{ Value }],
});

/** @param moto its own endpoint, past what stands in front. @param home where the platform stands */
export async function twoRegions(moto: string, home: string, begins: number): Promise<TwoRegions> {
  const at = (region: string) => fleetClients(moto, motoCredentials, region);
  const [here, there] = [at(frankfurt), at(dublin)];
  const [subnets] = await Promise.all([
    makeGroup(here, 'web-frankfurt', [6, 9]),
    makeGroup(there, 'web-dublin', [2, 9]),
  ]);
  await here.ec2.send(new CreateTagsCommand({ Resources: subnets, Tags: tagged() }));
  const route53 = new Route53Client(settings(moto));
  const { HostedZone } = await route53.send(new CreateHostedZoneCommand({ Name: name, CallerReference: 'suite' }));
  const HostedZoneId = HostedZone!.Id!;
  const zone = { ResourceType: 'hostedzone', ResourceId: HostedZoneId.split('/').at(-1)! } as const;
  await route53.send(new ChangeTagsForResourceCommand({ ...zone, AddTags: tagged() }));
  const records = [weighted('frankfurt', 255, '192.0.2.1'), weighted('dublin', 0, '198.51.100.1')];
  const Changes = records.map((ResourceRecordSet) => ({ Action: 'CREATE', ResourceRecordSet }) as const);
  await route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Changes } }));

  const carts = await replicatedTable(moto, { table: 'carts', key: 'id', home: frankfurt, away: dublin });
  const metrics = await playedMetrics(moto, begins);
  const canary = (region: string) => ({ namespace: 'Shop', metric: 'CanarySuccess', dimensions: { Region: region } });
  const users = { namespace: 'Shop', metric: 'SuccessRate', dimensions: { Service: 'checkout' } };
  const often = { period: 10, missing: 'breaching' } as const;
  const overloaded = { ...canary(dublin), ...often, below: 80, breaching: 6, of: 6 };
  await metrics.alarm(home, 'shop-checkout-down', { ...users, ...often, below: 90, breaching: 3, of: 3 });
  await metrics.alarm(home, 'shop-frankfurt-unready', {
    ...canary(frankfurt),
    ...often,
    below: 99,
    breaching: 3,
    of: 6,
  });
  await metrics.alarm(home, 'shop-dublin-overloaded', overloaded);
  await metrics.alarm(frankfurt, 'shop-dublin-overloaded', overloaded);

  async function stands(): Promise<AsItStands> {
    const { ResourceRecordSets = [] } = await route53.send(new ListResourceRecordSetsCommand({ HostedZoneId }));
    const { AutoScalingGroups: [group] = [] } = await there.autoScaling.send(
      new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: ['web-dublin'] }),
    );
    const Filters = [{ Name: 'association.subnet-id', Values: subnets }];
    const { NetworkAcls = [] } = await here.ec2.send(new DescribeNetworkAclsCommand({ Filters }));
    const acls = NetworkAcls.flatMap(({ Associations = [], NetworkAclId }) =>
      Associations.flatMap(({ SubnetId }) =>
        subnets.includes(SubnetId!) ? [[SubnetId!, NetworkAclId!] as const] : [],
      ),
    );
    return {
      // moto lists those of one name in the order in which they were made.
      records: ResourceRecordSets.filter(({ SetIdentifier }) => SetIdentifier !== undefined).toSorted((a, b) =>
        a.SetIdentifier!.localeCompare(b.SetIdentifier!),
      ),
      standby: {
        min: group!.MinSize!,
        max: group!.MaxSize!,
        desired: group!.DesiredCapacity!,
        members: group!.Instances!.filter(({ LifecycleState }) => LifecycleState === 'InService').length,
      },
      acls: Object.fromEntries(acls.sort()),
    };
  }

  const own = (await stands()).acls;
  /** Shares that answers had, each since when: resolvers keep one for its time to live. */
  const shares: { readonly since: number; readonly away: number }[] = [];
  let put = begins - 15 * 60 * second;
  const two: TwoRegions = {
    metrics,
    perMember: 40,
    stands,
    async standby(members) {
      const AutoScalingGroupName = 'web-dublin';
      const to = { AutoScalingGroupName, MinSize: members, DesiredCapacity: members };
      await there.autoScaling.send(new UpdateAutoScalingGroupCommand(to));
    },
    async follow(now) {
      const seen = await stands();
      const cut = Object.entries(seen.acls).some(([subnet, acl]) => own[subnet] !== acl);
      const weights = seen.records.map(({ SetIdentifier, Weight = 0 }) => [SetIdentifier, Weight] as const);
      const all = weights.reduce((sum, [, weight]) => sum + weight, 0);
      shares.push({ since: put, away: (weights.find(([set]) => set === 'dublin')?.[1] ?? 0) / all });
      for (; put + 10 * second <= now; put += 10 * second) {
        const away = shares.findLast(({ since }) => since <= put - ttl)?.away ?? 0;
        const carried = away === 0 ? 1 : Math.min(1, (seen.standby.members * two.perMember) / (away * load));
        const success = (1 - away) * (cut ? 0 : 1) + away * carried;
        const from = (rate: number) => rate * 10;
        metrics.put(home, put, { ...users, value: 100 * success });
        metrics.put(home, put, { ...canary(frankfurt), value: cut ? 0 : 100 });
        metrics.put(home, put, { ...canary(dublin), value: 100 * carried });
        metrics.put(frankfurt, put, { ...canary(dublin), value: 100 * carried });
        metrics.put(home, put, { ...users, metric: 'Requests', value: from(load) });
        metrics.put(home, put, { ...users, metric: 'Failures', value: from(load * (1 - success)) });
        const balancer = (LoadBalancer: string, rate: number) =>
          ({
            namespace: 'AWS/ApplicationELB',
            metric: 'RequestCount',
            dimensions: { LoadBalancer },
            value: from(rate),
          }) as const;
        metrics.put(frankfurt, put, balancer('app/public/frankfurt', cut ? 0 : load * (1 - away)));
        metrics.put(dublin, put, balancer('app/public/dublin', load * away));
        const dimensions = { TableName: 'carts', ReceivingRegion: dublin };
        metrics.put(frankfurt, put, {
          namespace: 'AWS/DynamoDB',
          metric: 'ReplicationLatency',
          dimensions,
          value: 800,
        });
      }
      await metrics.flush();
      await carts.follow(now);
    },
  };
  return two;
}

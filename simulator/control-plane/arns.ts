/** Names as AWS writes them. */
import { regionOfNode, regionOfService, regionOfZone } from '../geography.ts';
import type { GroupModel, LaunchingModel, WorldModel } from '../model.ts';
import { hex } from './fingerprint.ts';
import { type GlobalArns, globalArns } from './global-arns.ts';

export interface Arns extends GlobalArns {
  /** Of a group: an instance, a task, a pod or a node. */
  member(group: LaunchingModel, id: string): string;
  /** The node that a pod of a group stands on. */
  node(group: GroupModel, id: string): string;
  /** The volume that an instance keeps its data on. */
  volume(group: GroupModel, instance: string): string;
  table(id: string): string;
  bucket(id: string): string;
  /** An Auto Scaling group, a service of ECS, a deployment of Kubernetes or a node group. */
  group(group: LaunchingModel): string;
  cluster(id: string): string;
  database(id: string): string;
  cache(id: string): string;
  lambda(id: string): string;
  subnet(zone: string): string;
  loadBalancer(id: string): string;
  /** Of a type that no service of a world stands for. */
  other(type: string, name: string, region: string): string;
}

/** Of what is not simulated. S3 and IAM are of no Region. */
const formats: Readonly<Record<string, string>> = {
  'arc:zonal-shift-managed-resource': 'elasticloadbalancing:{region}:{account}:loadbalancer/app/{name}',
  'directconnect:virtual-interface': 'directconnect:{region}:{account}:dxvif/{name}',
  'dsql:cluster': 'dsql:{region}:{account}:cluster/{name}',
  'dynamodb:global-table': 'dynamodb:{region}:{account}:table/{name}',
  'ec2:ebs-volume': 'ec2:{region}:{account}:volume/{name}',
  'ec2:security-group': 'ec2:{region}:{account}:security-group/{name}',
  'ec2:spot-instance': 'ec2:{region}:{account}:instance/{name}',
  'ec2:transit-gateway': 'ec2:{region}:{account}:transit-gateway/{name}',
  'ec2:vpc-endpoint': 'ec2:{region}:{account}:vpc-endpoint/{name}',
  'ecs:cluster': 'ecs:{region}:{account}:cluster/{name}',
  'ecs:task': 'ecs:{region}:{account}:task/{name}',
  'eks:cluster': 'eks:{region}:{account}:cluster/{name}',
  'eks:nodegroup': 'eks:{region}:{account}:nodegroup/{name}',
  'eks:pod': 'eks:{region}:{account}:pod/{name}',
  'elasticache:replicationgroup': 'elasticache:{region}:{account}:replicationgroup:{name}',
  'iam:role': 'iam::{account}:role/{name}',
  'kinesis:stream': 'kinesis:{region}:{account}:stream/{name}',
  'memorydb:multi-region-cluster': 'memorydb::{account}:multiregioncluster/{name}',
  's3:bucket': 's3:::{name}',
};

/** Of models, by seed: they are asked for wherever anything is described, and what they are made of is hashed. */
const known = new WeakMap<WorldModel, Map<number, Arns>>();
/** Seeds of one model that are remembered: clouds that stand beside each other. */
const seeds = 8;

/** What a node stands for is in the node's Region, a subnet and an instance of a database in their zone's. */
export function arnsOf(model: WorldModel, seed: number): Arns {
  const own = known.get(model) ?? new Map<number, Arns>();
  const found = own.get(seed);
  if (found) return found;
  if (own.size >= seeds) own.clear();
  const made = makeArns(model, seed);
  own.set(seed, made);
  known.set(model, own);
  return made;
}

function makeArns(model: WorldModel, seed: number): Arns {
  const digits = new Map<string, string>();
  const hexOf = (name: string, length: number): string => {
    const made = digits.get(name) ?? hex(seed, name, length);
    digits.set(name, made);
    return made;
  };
  const arn = (service: string, rest: string, region: string) =>
    `arn:aws:${service}:${region}:${model.account}:${rest}`;
  const regionOf = (node: string) => regionOfNode(model, node);
  const zones = new Map(
    model.services.flatMap((service) =>
      ('instances' in service ? service.instances : []).map(({ id, zone }) => [id, zone]),
    ),
  );
  const secondaries = new Map(
    model.services.flatMap((service) =>
      ((service.kind === 'database' ? service.global?.clusters : undefined) ?? []).map(({ id, instances }) => [
        id,
        regionOfZone(model, zones.get(instances[0]!)),
      ]),
    ),
  );
  return {
    ...globalArns(model, hexOf),
    member: (group, id) => {
      if (group.kind === 'node-group') return arn('ec2', `instance/${id}`, group.region);
      const region = regionOfService(model, group);
      const { runsAs } = group;
      if (!runsAs) return arn('ec2', `instance/${id}`, region);
      if (runsAs.kind === 'ecs-tasks') return arn('ecs', `task/${runsAs.cluster}/${id}`, region);
      return arn('eks', `pod/${runsAs.cluster}/default/${id}`, region);
    },
    node: (group, id) => arn('ec2', `instance/${id}`, regionOfService(model, group)),
    volume: (group, instance) =>
      arn('ec2', `volume/vol-${hexOf(`volume/${instance}`, 17)}`, regionOfService(model, group)),
    table: (id) => arn('dynamodb', `table/${id}`, regionOf(id)),
    bucket: (id) => `arn:aws:s3:::${id}`,
    group: (group) => {
      if (group.kind === 'node-group') {
        const { id, cluster, region } = group;
        return arn('eks', `nodegroup/${cluster}/${id}/${uuid(hexOf(`nodegroup/${id}`, 32))}`, region);
      }
      const { id, runsAs } = group;
      const region = regionOfService(model, group);
      if (runsAs?.kind === 'ecs-tasks') return arn('ecs', `service/${runsAs.cluster}/${id}`, region);
      if (runsAs) return arn('eks', `deployment/${runsAs.cluster}/default/${id}`, region);
      const name = `autoScalingGroup:${uuid(hexOf(`group/${id}`, 32))}:autoScalingGroupName/${id}`;
      return arn('autoscaling', name, region);
    },
    cluster: (id) => arn('rds', `cluster:${id}`, secondaries.get(id) ?? regionOf(id)),
    database: (id) => arn('rds', `db:${id}`, regionOfZone(model, zones.get(id)) ?? model.regions[0]!.id),
    cache: (id) => arn('elasticache', `replicationgroup:${id}`, regionOf(id)),
    lambda: (id) => arn('lambda', `function:${id}`, regionOf(id)),
    subnet: (zone) => {
      const region = regionOfZone(model, zone) ?? model.regions[0]!.id;
      return arn('ec2', `subnet/subnet-${hexOf(`subnet/${zone}`, 17)}`, region);
    },
    other: (type, name, region) => {
      const format = formats[type];
      if (format === undefined) throw new RangeError(`no ARNs are known of ${type}`);
      const parts = { region, account: model.account, name };
      return `arn:aws:${format.replaceAll(/\{(region|account|name)\}/g, (_, part: keyof typeof parts) => parts[part])}`;
    },
    loadBalancer: (id) =>
      arn('elasticloadbalancing', `loadbalancer/app/${id}/${hexOf(`load-balancer/${id}`, 16)}`, regionOf(id)),
  };
}

const uuid = (digits: string): string =>
  [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join('-');

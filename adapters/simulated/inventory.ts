/** A world as scans see it. What a world does not model is not known here, and never taken for well. */
import { type Known, notKnown } from '../../core/conformity/known.ts';
import type {
  AlarmThing,
  CacheThing,
  DatabaseThing,
  FunctionThing,
  GroupThing,
  LoadBalancerThing,
  TableThing,
  TargetGroupThing,
  Thing,
} from '../../core/conformity/things.ts';
import type { Inventory } from '../../core/ports/inventory.ts';
import type { CloudResource, SimulatedCloud } from '../../simulator/cloud.ts';
import type { AlarmModel, LoadBalancerModel, ServiceModel } from '../../simulator/model.ts';

const notModelled: Known<never> = notKnown('a world does not model it');

/** Looked at as it stands: nothing advances. */
export const simulatedInventory = (cloud: SimulatedCloud): Inventory => ({
  async look() {
    const { model } = cloud;
    const resources = cloud.resources();
    const things: Thing[] = [
      ...resources.flatMap((resource) => described(resource, resources, cloud)),
      ...model.loadBalancers.map((balancer) => targetGroupOf(balancer, resources)),
      ...model.alarms.map((alarm) => alarmOf(alarm, cloud)),
    ];
    return { at: cloud.now, place: `world ${model.name}`, things, unread: [] };
  },
});

type Serving<K extends ServiceModel['kind']> = Extract<ServiceModel, { readonly kind: K }>;

function described(
  resource: CloudResource,
  resources: readonly CloudResource[],
  { model }: SimulatedCloud,
): readonly Thing[] {
  const service = model.services.find(({ id }) => id === resource.name);
  switch (resource.type) {
    case 'ec2:autoscaling-group':
      return [groupOf(resource, resources, service as Serving<'auto-scaling-group'>, model.loadBalancers)];
    case 'elasticloadbalancing:loadbalancer':
      return [loadBalancerOf(resource)];
    case 'rds:cluster':
      return [databaseOf(resource, service as Serving<'database'>)];
    case 'elasticache:replicationgroup':
      return [cacheOf(resource, service as Serving<'cache'> | undefined)];
    case 'dynamodb:global-table':
      return [tableOf(resource)];
    case 'lambda:function':
      return [functionOf(resource)];
    default:
      return [];
  }
}

const common = ({ id, name, account, region, tags }: CloudResource) => ({ id, name, account, region, tags });

const targetsOf = (balancer: string): string => `${balancer}/targets`;

function groupOf(
  resource: CloudResource,
  resources: readonly CloudResource[],
  { zones }: Serving<'auto-scaling-group'>,
  balancers: readonly LoadBalancerModel[],
): GroupThing {
  const { desired, min, max } = resource.state;
  const front = balancers.filter(({ to }) => to === resource.name).map(({ id }) => id);
  return {
    ...common(resource),
    kind: 'auto-scaling-group',
    zones,
    capacity: { min: Number(min), desired: Number(desired), max: Number(max) },
    // As the control plane has it: groups know their members by their status alone.
    healthCheck: 'EC2',
    members: resources
      .filter(({ type, group }) => type === 'ec2:instance' && group === resource.name)
      .map(({ name, zone = '', healthy }) => ({
        id: name,
        zone,
        inService: healthy,
        launchedAt: notKnown('a world begins with instances of no age'),
      })),
    targetGroups: resources
      .filter(({ type, name }) => type === 'elasticloadbalancing:loadbalancer' && front.includes(name))
      .map(({ id }) => targetsOf(id)),
  };
}

const loadBalancerOf = (resource: CloudResource): LoadBalancerThing => ({
  ...common(resource),
  kind: 'load-balancer',
  type: 'application',
  zones: notKnown('a world does not say in which zones its load balancers have nodes'),
  deletionProtection: notModelled,
  idleTimeout: notModelled,
});

function targetGroupOf({ id, healthCheck }: LoadBalancerModel, resources: readonly CloudResource[]): TargetGroupThing {
  const balancer = resources.find(({ type, name }) => type === 'elasticloadbalancing:loadbalancer' && name === id)!;
  return {
    ...common(balancer),
    kind: 'target-group',
    id: targetsOf(balancer.id),
    targets: 'instance',
    loadBalancers: [balancer.id],
    healthCheck: {
      enabled: true,
      protocol: 'HTTP',
      path: notKnown('a world does not say what its health checks ask for'),
      interval: healthCheck.every,
      timeout: healthCheck.timeout,
      unhealthyAfter: healthCheck.unhealthyAfter,
      healthyAfter: healthCheck.healthyAfter,
    },
    deregistrationDelay: notModelled,
    functions: [],
  };
}

const databaseOf = (resource: CloudResource, { instances }: Serving<'database'>): DatabaseThing => ({
  ...common(resource),
  kind: 'database',
  multiZone: new Set(instances.map(({ zone }) => zone)).size > 1,
  backupRetention: notModelled,
  deletionProtection: notModelled,
});

/** @param service missing for one that is there and is not simulated */
function cacheOf(resource: CloudResource, service: Serving<'cache'> | undefined): CacheThing {
  const zones = service && new Set((service.nodes ?? []).map(({ zone }) => zone));
  const many = zones === undefined ? notKnown('a world says only that it is there') : zones.size > 1;
  // Replicas of a world take over by themselves.
  return { ...common(resource), kind: 'cache', multiZone: many, failover: many };
}

const tableOf = (resource: CloudResource): TableThing => ({
  ...common(resource),
  kind: 'table',
  pointInTimeRecovery: notModelled,
  deletionProtection: notModelled,
});

/** Functions of a world are called and waited for: there is nothing that they would try again. */
const functionOf = (resource: CloudResource): FunctionThing => ({
  ...common(resource),
  kind: 'function',
  timeout: notKnown('a world says how long a function takes, and not how long it may'),
  sources: [],
  asynchronous: { retries: 0, longest: 0, keepsFailures: false, configured: false },
});

function alarmOf({ name, metric, stat, period }: AlarmModel, { model, alarm }: SimulatedCloud): AlarmThing {
  const { account, regions } = model;
  const region = regions[0]!.id;
  const seen = alarm(name);
  const arn = `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`;
  return {
    kind: 'alarm',
    id: arn,
    name,
    account,
    region,
    tags: {},
    state: seen?.state ?? 'INSUFFICIENT_DATA',
    metrics: [{ ...metric, stat }],
    period,
    actions: notKnown('a world does not say what its alarms set off'),
    newest: seen?.lastDatapointAt,
  };
}

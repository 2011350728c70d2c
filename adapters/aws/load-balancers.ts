/** Load balancers, and what they say of the instances behind them. */
import {
  DescribeTagsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  type LoadBalancer,
  paginateDescribeLoadBalancers,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { arnPattern } from './arn-pattern.ts';
import { homeOf } from './arns.ts';
import { chunks } from './chunks.ts';
import type { Looking } from './looking.ts';
import { type Described, type ResourceFamily, tagsOf } from './resource-family.ts';

export interface TargetHealth {
  /** Instance ids that a target group sends requests to. Whoever was taken out of it is not among them. */
  fit(targetGroup: string): Promise<ReadonlySet<string>>;
}

/** `unavailable`: the group's health checks are off, so that it says nothing against the target. */
const serving: readonly (string | undefined)[] = ['healthy', 'unavailable'];

/** Not paginated: one call answers for all targets of a group. */
export function awsTargetHealth({ client }: Pick<Looking, 'client'>): TargetHealth {
  const elb = client('loadBalancing', ElasticLoadBalancingV2Client);
  return {
    async fit(targetGroup) {
      const command = new DescribeTargetHealthCommand({ TargetGroupArn: targetGroup });
      const { TargetHealthDescriptions = [] } = await elb.send(command);
      return new Set(
        TargetHealthDescriptions.flatMap(({ Target, TargetHealth }) =>
          Target?.Id && serving.includes(TargetHealth?.State) ? [Target.Id] : [],
        ),
      );
    },
  };
}

/** ARNs that one question for tags takes. */
const atOnce = 20;
const type = 'elasticloadbalancing:loadbalancer';

/**
 * An unknown name fails the question as a whole, and an ARN does not end in the name: all
 * are read, and chosen from here. One stands in several zones, so that it has none.
 */
export function loadBalancers({ client, zones }: Looking): ResourceFamily {
  const elb = client('loadBalancing', ElasticLoadBalancingV2Client);
  async function tagsOfAll(arns: readonly string[]): Promise<ReadonlyMap<string, Described['resource']['tags']>> {
    const found = new Map<string, Described['resource']['tags']>();
    for (const some of chunks(arns, atOnce)) {
      const { TagDescriptions = [] } = await elb.send(new DescribeTagsCommand({ ResourceArns: [...some] }));
      for (const { ResourceArn, Tags } of TagDescriptions) if (ResourceArn) found.set(ResourceArn, tagsOf(Tags));
    }
    return found;
  }
  return {
    type,
    arn: arnPattern(type),
    async describe() {
      const balancers: LoadBalancer[] = [];
      for await (const { LoadBalancers = [] } of paginateDescribeLoadBalancers({ client: elb }, {}))
        balancers.push(...LoadBalancers);
      const tags = await tagsOfAll(balancers.flatMap(({ LoadBalancerArn }) => LoadBalancerArn ?? []));
      return Promise.all(
        balancers.map(async (balancer): Promise<Described> => {
          const { LoadBalancerArn: id = '', LoadBalancerName: name = '', State, SecurityGroups = [] } = balancer;
          const names = (balancer.AvailabilityZones ?? []).map(({ ZoneName }) => ZoneName);
          const ids = await Promise.all(names.map((zone) => zones.idOf(zone)));
          return {
            resource: {
              id,
              type,
              name,
              ...homeOf(id),
              tags: tags.get(id) ?? {},
              healthy: State?.Code === 'active',
            },
            state: {
              state: State?.Code ?? 'unknown',
              kind: balancer.Type ?? 'unknown',
              zones: ids
                .filter((zone) => zone !== undefined)
                .sort()
                .join(' '),
              securityGroups: [...SecurityGroups].sort().join(' '),
            },
            raw: balancer,
          };
        }),
      );
    },
  };
}

import {
  DescribeTargetGroupAttributesCommand,
  DescribeTargetHealthCommand,
  type ElasticLoadBalancingV2Client,
  paginateDescribeTargetGroups,
  type TargetGroup,
  type TargetGroupAttribute,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { isKnown, type Known } from '../../../core/conformity/known.ts';
import type { TargetGroupThing } from '../../../core/conformity/things.ts';
import { homeOf } from '../arns.ts';
import { attribute, balancerTags, seconds } from './load-balancers.ts';
import { asked, each, type Reader } from './reader.ts';

const kindOf = ({ TargetType }: TargetGroup): TargetGroupThing['targets'] =>
  TargetType === 'ip' || TargetType === 'lambda' || TargetType === 'alb' ? TargetType : 'instance';

function healthCheckOf(group: TargetGroup): TargetGroupThing['healthCheck'] {
  if (group.HealthCheckEnabled === false) return { enabled: false };
  return {
    enabled: true,
    protocol: group.HealthCheckProtocol ?? 'TCP',
    ...(group.HealthCheckPath !== undefined && { path: group.HealthCheckPath }),
    interval: (group.HealthCheckIntervalSeconds ?? 30) * 1000,
    timeout: (group.HealthCheckTimeoutSeconds ?? 5) * 1000,
    unhealthyAfter: group.UnhealthyThresholdCount ?? 2,
    healthyAfter: group.HealthyThresholdCount ?? 5,
  };
}

const functionsOf = async (elb: ElasticLoadBalancingV2Client, id: string): Promise<readonly string[]> => {
  const { TargetHealthDescriptions = [] } = await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn: id }));
  // A target may be a version or an alias: the function is what has a time-out.
  return TargetHealthDescriptions.flatMap(({ Target }) => Target?.Id?.split(':').slice(0, 7).join(':') ?? []);
};

export const targetGroups: Reader = {
  kind: 'target-group',
  async read({ clients: { loadBalancing: elb } }) {
    const found: TargetGroup[] = [];
    for await (const { TargetGroups = [] } of paginateDescribeTargetGroups({ client: elb }, {}))
      found.push(...TargetGroups);
    const tags = await asked(() =>
      balancerTags(
        elb,
        found.flatMap(({ TargetGroupArn }) => TargetGroupArn ?? []),
      ),
    );
    return each(found, async (group) => {
      const { TargetGroupArn: id = '', TargetGroupName: name = '', LoadBalancerArns = [] } = group;
      const attributes: Known<readonly TargetGroupAttribute[]> = await asked(
        async () => (await elb.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn: id }))).Attributes ?? [],
      );
      const targets = kindOf(group);
      return {
        kind: 'target-group' as const,
        id,
        name,
        ...homeOf(id),
        tags: isKnown(tags) ? (tags.get(id) ?? {}) : tags,
        targets,
        loadBalancers: LoadBalancerArns,
        healthCheck: healthCheckOf(group),
        deregistrationDelay: seconds(attribute(attributes, 'deregistration_delay.timeout_seconds')),
        functions: targets === 'lambda' ? await asked(() => functionsOf(elb, id)) : [],
      };
    });
  },
};

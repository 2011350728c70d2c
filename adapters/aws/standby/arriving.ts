/** By which metrics Application Load Balancers count the requests that they send to a group. */
import { type AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeServicesCommand, type ECSClient } from '@aws-sdk/client-ecs';
import {
  DescribeTargetGroupsCommand,
  type ElasticLoadBalancingV2Client,
  type TargetGroup,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { type Known, notKnown } from '../../../core/conformity/known.ts';
import type { MetricQuery } from '../../../core/experiment/schema/probes.ts';
import type { Arriving, Serving } from '../../../core/ports/standby.ts';
import { chunks } from '../chunks.ts';

export interface ArrivingClients {
  readonly autoScaling: AutoScalingClient;
  readonly ecs: ECSClient;
  readonly loadBalancing: ElasticLoadBalancingV2Client;
}

/** ARNs that one question for target groups takes. */
const atOnce = 20;

/** @throws ServiceFailure */
export async function arrivingAt(group: Serving, clients: ArrivingClients): Promise<Known<readonly Arriving[]>> {
  const arns = await targetGroupsOf(group, clients);
  if (!arns) return notKnown(`there is no ${group.type} ${group.name}`);
  const found: TargetGroup[] = [];
  for (const TargetGroupArns of chunks(arns, atOnce)) {
    const command = new DescribeTargetGroupsCommand({ TargetGroupArns: [...TargetGroupArns] });
    found.push(...((await clients.loadBalancing.send(command)).TargetGroups ?? []));
  }
  // One that no load balancer has gets nothing.
  const ways = found.flatMap(({ TargetGroupArn = '', LoadBalancerArns = [] }) =>
    LoadBalancerArns.map((balancer) => [TargetGroupArn, balancer] as const),
  );
  const flows = ways.find(([, balancer]) => !balancer.includes(':loadbalancer/app/'));
  if (flows)
    return notKnown(`a load balancer before ${group.name} counts flows and no requests: name the metrics under load`);
  return ways.map(([targets, balancer]) => counts(group, targets, balancer));
}

/** Undefined: there is no such group. */
async function targetGroupsOf(
  { type, name }: Serving,
  { autoScaling, ecs }: ArrivingClients,
): Promise<readonly string[] | undefined> {
  if (type === 'ecs:service') {
    const [cluster, service = ''] = name.split('/');
    const { services: [found] = [] } = await ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
    return found && (found.loadBalancers ?? []).flatMap(({ targetGroupArn }) => targetGroupArn ?? []);
  }
  const asked = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] });
  const { AutoScalingGroups: [found] = [] } = await autoScaling.send(asked);
  return found && (found.TargetGroupARNs ?? []);
}

/** Source: Elastic Load Balancing user guide, "CloudWatch metrics for your Application Load Balancer". */
function counts({ where }: Serving, targets: string, balancer: string): Arriving {
  const TargetGroup = targets.slice(targets.indexOf(':targetgroup/') + 1);
  const LoadBalancer = balancer.slice(balancer.indexOf(':loadbalancer/') + ':loadbalancer/'.length);
  const of = (metric: string, stat: MetricQuery['stat']): MetricQuery => ({
    namespace: 'AWS/ApplicationELB',
    metric,
    dimensions: { LoadBalancer, TargetGroup },
    stat,
    period: 'PT1M',
    ...where,
  });
  // The second is told as long as there are targets, healthy or not.
  return { requests: of('RequestCount', 'Sum'), standing: of('HealthyHostCount', 'Maximum') };
}

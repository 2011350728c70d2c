/** What load balancers say of the instances behind them. */
import {
  DescribeTargetHealthCommand,
  type ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';

export interface TargetHealth {
  /** Instance ids that a target group sends requests to. Whoever was taken out of it is not among them. */
  fit(targetGroup: string): Promise<ReadonlySet<string>>;
}

/** `unavailable`: the group's health checks are off, so that it says nothing against the target. */
const serving: readonly (string | undefined)[] = ['healthy', 'unavailable'];

/** Not paginated: one call answers for all targets of a group. */
export const awsTargetHealth = (elb: ElasticLoadBalancingV2Client): TargetHealth => ({
  async fit(targetGroup) {
    const command = new DescribeTargetHealthCommand({ TargetGroupArn: targetGroup });
    const { TargetHealthDescriptions = [] } = await elb.send(command);
    return new Set(
      TargetHealthDescriptions.flatMap(({ Target, TargetHealth }) =>
        Target?.Id && serving.includes(TargetHealth?.State) ? [Target.Id] : [],
      ),
    );
  },
});

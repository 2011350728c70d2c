/** What the shop would publish, put by the suite: a well shop, and of its group what moto really has. */
import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import {
  CloudWatchClient,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { settings } from './fleet.ts';

const minute = 60_000;

export interface ShopMetrics {
  /** Puts what has not been put yet, up to the last whole minute before `now`. */
  publish(now: number): Promise<void>;
  /** What CloudWatch's evaluation would do, and moto leaves to others. */
  alarm(state: 'OK' | 'ALARM', reason: string): Promise<void>;
}

/** With its stop alarm, in OK. moto evaluates no alarm: whoever wants another state sets it. */
export async function shopMetrics(endpoint: string, begins: number): Promise<ShopMetrics> {
  const cloudWatch = new CloudWatchClient(settings(endpoint));
  const autoScaling = new AutoScalingClient(settings(endpoint));
  const service = [{ Name: 'Service', Value: 'checkout' }];
  const alarm = { AlarmName: 'shop-checkout-5xx' };
  await cloudWatch.send(
    new PutMetricAlarmCommand({
      ...alarm,
      Namespace: 'Shop',
      MetricName: 'Errors5xx',
      Dimensions: service,
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 2,
      Threshold: 10,
      ComparisonOperator: 'GreaterThanThreshold',
    }),
  );
  const setAlarm: ShopMetrics['alarm'] = async (StateValue, StateReason) => {
    await cloudWatch.send(new SetAlarmStateCommand({ ...alarm, StateValue, StateReason }));
  };
  await setAlarm('OK', 'few errors');
  let put = begins - 15 * minute;
  return {
    alarm: setAlarm,
    async publish(now) {
      const { AutoScalingGroups } = await autoScaling.send(
        new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: ['web'] }),
      );
      const members = AutoScalingGroups![0]!.Instances!.filter((each) => each.LifecycleState === 'InService').length;
      for (; put + minute <= now; put += minute) {
        const shop = Object.entries({ SuccessRate: 99.98, Latency: 120, Errors5xx: 0 });
        const MetricData = shop.map(([MetricName, Value]) => ({
          MetricName,
          Value,
          Dimensions: service,
          Timestamp: new Date(put),
        }));
        await cloudWatch.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData }));
        const Dimensions = [{ Name: 'AutoScalingGroupName', Value: 'web' }];
        const inService = {
          MetricName: 'GroupInServiceInstances',
          Value: members,
          Dimensions,
          Timestamp: new Date(put),
        };
        await cloudWatch.send(new PutMetricDataCommand({ Namespace: 'AWS/AutoScaling', MetricData: [inService] }));
      }
    },
  };
}

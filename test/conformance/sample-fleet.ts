/** The sample fleet in moto: what `lib/stacks/sample-fleet.ts` would make, as far as a certification looks at it. */
import { CreateAutoScalingGroupCommand, UpdateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import {
  CloudWatchClient,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { CreateSubnetCommand, CreateTagsCommand, CreateVpcCommand, DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import { CreateTargetGroupCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { fleetAlarm, fleetTags } from '../../apps/certify/fleet.ts';
import { names } from '../../lib/configuration/names.ts';
import { type FleetClients, settings } from './fleet.ts';

const minute = 60_000;
const metric = { Namespace: 'Sample', MetricName: 'FailedPercent' };

export interface SampleFleetInMoto {
  /** What its load balancer would publish, up to the last whole minute: nobody is refused. */
  publish(now: number): Promise<void>;
}

/** @param clients of a fleet that stands already: its launch template is taken */
export async function buildSampleFleet(
  endpoint: string,
  clients: FleetClients,
  stage: string,
  begins: number,
): Promise<SampleFleetInMoto> {
  const tags = { ...fleetTags(stage), 'resilience:fis-enabled': 'true' };
  await makeGroup(clients, names.stack(stage, 'sample-fleet'), tags);
  const cloudFormation = new CloudFormationClient(settings(endpoint));
  const template = {
    Resources: { Topic: { Type: 'AWS::SNS::Topic' } },
    Outputs: { Url: { Value: 'http://sample.invalid' } },
  };
  const StackName = names.stack(stage, 'sample-fleet');
  await cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody: JSON.stringify(template) }));
  return withAlarm(new CloudWatchClient(settings(endpoint)), stage, begins);
}

async function makeGroup(
  { ec2, autoScaling, loadBalancing }: FleetClients,
  AutoScalingGroupName: string,
  tags: Readonly<Record<string, string>>,
): Promise<void> {
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  const VpcId = (await ec2.send(new CreateVpcCommand({ CidrBlock: '10.9.0.0/16' }))).Vpc!.VpcId!;
  const subnets: string[] = [];
  for (const AvailabilityZone of await zonesOf(ec2)) {
    const CidrBlock = `10.9.${subnets.length}.0/24`;
    const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, AvailabilityZone, CidrBlock }));
    subnets.push(Subnet!.SubnetId!);
  }
  await ec2.send(new CreateTagsCommand({ Resources: subnets, Tags }));
  const target = { Name: 'sample', Protocol: 'HTTP', Port: 80, VpcId } as const;
  const { TargetGroups } = await loadBalancing.send(new CreateTargetGroupCommand(target));
  await autoScaling.send(
    new CreateAutoScalingGroupCommand({
      AutoScalingGroupName,
      LaunchTemplate: { LaunchTemplateName: 'members' },
      MinSize: 0,
      MaxSize: 6,
      DesiredCapacity: 0,
      VPCZoneIdentifier: subnets[0]!,
      TargetGroupARNs: [TargetGroups![0]!.TargetGroupArn!],
      Tags: Tags.map((tag) => ({ ...tag, PropagateAtLaunch: true })),
    }),
  );
  // moto launches all that is missing into one subnet, so that the group grows zone by zone.
  for (const [i, subnet] of subnets.entries())
    await autoScaling.send(
      new UpdateAutoScalingGroupCommand({
        AutoScalingGroupName,
        VPCZoneIdentifier: subnet,
        DesiredCapacity: i + 1,
      }),
    );
}

async function zonesOf(ec2: FleetClients['ec2']): Promise<readonly string[]> {
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
  return [...new Set(Subnets.flatMap(({ AvailabilityZone }) => AvailabilityZone ?? []))].sort();
}

/** moto evaluates no alarm, and has no metric maths of an alarm: a plain one, set to OK. */
async function withAlarm(cloudWatch: CloudWatchClient, stage: string, begins: number): Promise<SampleFleetInMoto> {
  const AlarmName = fleetAlarm(stage);
  await cloudWatch.send(
    new PutMetricAlarmCommand({
      AlarmName,
      ...metric,
      Statistic: 'Average',
      Period: 60,
      EvaluationPeriods: 2,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'missing',
    }),
  );
  await cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue: 'OK', StateReason: 'nobody is refused' }));
  let put = begins - 15 * minute;
  return {
    async publish(now) {
      for (; put + minute <= now; put += minute) {
        const MetricData = [{ MetricName: metric.MetricName, Value: 0, Timestamp: new Date(put) }];
        await cloudWatch.send(new PutMetricDataCommand({ Namespace: metric.Namespace, MetricData }));
      }
    },
  };
}

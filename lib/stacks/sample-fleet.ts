/** Something to break: a load balancer, three small servers in three zones, and the alarm that guards them. Off by default. */
import { CfnOutput, Duration, Fn, Stack, type StackProps, Tags } from 'aws-cdk-lib';
import { AdditionalHealthCheckType, AutoScalingGroup, HealthChecks } from 'aws-cdk-lib/aws-autoscaling';
import { Alarm, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import {
  AmazonLinuxCpuType,
  InstanceClass,
  InstanceSize,
  InstanceType,
  type IVpc,
  LaunchTemplate,
  LaunchTemplateHttpTokens,
  MachineImage,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  UserData,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationLoadBalancer,
  type ApplicationTargetGroup,
  HttpCodeElb,
  HttpCodeTarget,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { names } from '../configuration/names.ts';
import { acknowledge } from '../constructs/acknowledge.ts';

export interface SampleFleetProps extends StackProps {
  readonly stage: string;
}

/** Answers 200 on every path. Python comes with Amazon Linux 2023. */
const server = [
  'mkdir -p /srv/www && echo ok > /srv/www/index.html',
  'systemd-run --unit=sample --property=Restart=always python3 -m http.server 80 --directory /srv/www',
];

export class SampleFleet extends Stack {
  constructor(scope: Construct, id: string, { stage, ...props }: SampleFleetProps) {
    super(scope, id, props);
    const network = new Vpc(this, 'Network', {
      natGateways: 0,
      maxAzs: 3,
      subnetConfiguration: [{ name: 'public', subnetType: SubnetType.PUBLIC, cidrMask: 24 }],
    });
    // CDK's own types do not agree with exact optional properties.
    const vpc = network as IVpc;
    const fleet = this.fleet(vpc);
    const balancer = new ApplicationLoadBalancer(this, 'Balancer', { vpc, internetFacing: true });
    const targets = balancer.addListener('Http', { port: 80, open: true }).addTargets('Web', {
      port: 80,
      targets: [fleet],
      healthCheck: { interval: Duration.seconds(10), healthyThresholdCount: 2 },
    });
    this.optIn(stage, fleet, network, targets);
    const alarm = this.alarm(stage, balancer, targets);
    this.explain(network, balancer, fleet);
    const said = { Url: `http://${balancer.loadBalancerDnsName}`, StopAlarm: alarm.alarmName };
    for (const [name, value] of Object.entries(said)) new CfnOutput(this, name, { value });
  }

  /** Three zones of the Region, whichever they are: no look-up, so that it synthesizes offline. */
  override get availabilityZones(): string[] {
    return [0, 1, 2].map((index) => Fn.select(index, Fn.getAzs(this.region)));
  }

  private fleet(vpc: IVpc): AutoScalingGroup {
    const userData = UserData.forLinux();
    userData.addCommands(...server);
    const group = new SecurityGroup(this, 'WebAccess', { vpc, description: 'Web servers of the sample fleet' });
    group.addIngressRule(Peer.ipv4(vpc.vpcCidrBlock), Port.tcp(80), 'From the load balancer');
    const launchTemplate = new LaunchTemplate(this, 'Server', {
      instanceType: InstanceType.of(InstanceClass.T4G, InstanceSize.NANO),
      machineImage: MachineImage.latestAmazonLinux2023({ cpuType: AmazonLinuxCpuType.ARM_64 }),
      httpTokens: LaunchTemplateHttpTokens.REQUIRED,
      associatePublicIpAddress: true,
      securityGroup: group,
      userData,
      // For the faults that are commands on the instance.
      role: new Role(this, 'ServerRole', {
        assumedBy: new ServicePrincipal('ec2.amazonaws.com'),
        managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('AmazonSSMManagedInstanceCore')],
      }),
    });
    const fleet = new AutoScalingGroup(this, 'Web', {
      vpc,
      launchTemplate,
      minCapacity: 3,
      maxCapacity: 6,
      healthChecks: HealthChecks.withAdditionalChecks({
        additionalTypes: [AdditionalHealthCheckType.ELB],
        gracePeriod: Duration.minutes(2),
      }),
    });
    return fleet;
  }

  /** Servers, group and subnets: what faults reach here, and `squall certify` looks at. The target group is changed with a server's place in it. */
  private optIn(stage: string, fleet: AutoScalingGroup, network: Vpc, targets: ApplicationTargetGroup): void {
    const tags = {
      Service: 'web',
      'resilience:service': 'sample',
      'resilience:owner': names.prefix(stage),
      'resilience:fis-enabled': 'true',
    };
    for (const [key, value] of Object.entries(tags)) {
      Tags.of(targets).add(key, value);
      Tags.of(fleet).add(key, value, { applyToLaunchedInstances: true });
      for (const subnet of network.publicSubnets)
        Tags.of(subnet).add(key, value, { includeResourceTypes: ['AWS::EC2::Subnet'] });
    }
  }

  /**
   * Answers of 5xx, from servers and balancer alike, above one in a hundred. What the
   * balancer refuses for want of a server is not among the requests that servers were given.
   * Without any answer it says that it cannot tell, and that ends a run as well.
   */
  private alarm(stage: string, balancer: ApplicationLoadBalancer, targets: ApplicationTargetGroup): Alarm {
    const period = Duration.minutes(1);
    const requests = targets.metrics.requestCount({ period });
    const failed = targets.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, { period });
    const refused = balancer.metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, { period });
    return new Alarm(this, 'Failing', {
      alarmName: `squall-${stage}-sample-5xx`,
      metric: new MathExpression({
        expression: '100 * (FILL(failed, 0) + FILL(refused, 0)) / (FILL(requests, 0) + FILL(refused, 0))',
        usingMetrics: { failed, refused, requests },
        period,
        label: 'Answers of 5xx in percent',
      }),
      threshold: 1,
      evaluationPeriods: 2,
      treatMissingData: TreatMissingData.MISSING,
    });
  }

  private explain(network: Vpc, balancer: ApplicationLoadBalancer, fleet: AutoScalingGroup): void {
    acknowledge(network, { VPC7: 'A sample without data: nobody reads its flow logs.' });
    acknowledge(balancer, {
      ELB2: 'A sample without data: nobody reads its access logs.',
      EC23: 'It answers "ok" on port 80 to whoever asks, for probes from anywhere.',
    });
    acknowledge(fleet, { AS3: 'The platform’s own notices tell of what is broken here.' });
    acknowledge(this, {
      'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AmazonSSMManagedInstanceCore]':
        'The AWS managed policy for instances that Systems Manager commands, as faults on the host need it.',
      EC23: 'Servers take requests from inside the sample’s own network only.',
      EC26: 'The root volume holds Amazon Linux and the word "ok".',
    });
  }
}

/** Why a probe of an extension has no counterpart, and what tells the same. By the beginning of its name; the longest counts. */
const hints: Readonly<Record<string, string>> = {
  'chaosaws.asg': 'the CloudWatch metric GroupInServiceInstances of AWS/AutoScaling tells it',
  'chaosaws.ec2': 'the CloudWatch metric StatusCheckFailed of AWS/EC2 tells it; plans count what targets match',
  'chaosaws.ecs': 'the CloudWatch metrics RunningTaskCount and DesiredTaskCount of ECS/ContainerInsights tell it',
  'chaosaws.elbv2': 'the CloudWatch metric HealthyHostCount of AWS/ApplicationELB tells it',
  'chaosaws.rds': 'the CloudWatch metric DatabaseConnections of AWS/RDS shows whether it serves',
  'chaosaws.route53': 'the CloudWatch metric HealthCheckStatus of AWS/Route53 tells it',
  'chaosaws.elasticache': 'CloudWatch metrics of AWS/ElastiCache tell it',
  'chaosaws.awslambda': 'CloudWatch metrics of AWS/Lambda tell how the function serves',
  chaosaws: 'a CloudWatch metric or alarm of the service may tell it',
  chaosk8s: 'Squall asks no cluster: Container Insights has pod_number_of_running_containers and the like as metrics',
  chaosprometheus: 'Squall asks no Prometheus: publish the figure to CloudWatch',
  chaosdatadog: 'Squall asks no Datadog: publish the figure to CloudWatch',
  chaosgrafana: 'Squall drives no load: have the load run beside, and probe what users see',
  chaostoxi: 'what a proxy is set to says nothing of what users see',
  chaosaddons: 'Squall has safeguards of its own: stopAlarms and stopWhen',
};

export function hintFor(name: string): string {
  const best = Object.keys(hints)
    .filter((beginning) => name === beginning || name.startsWith(`${beginning}.`))
    .sort((a, b) => b.length - a.length)[0];
  const why = best === undefined ? 'measure it by CloudWatch, by an alarm or by HTTP' : hints[best]!;
  return `no probe is like ${name}: ${why}`;
}

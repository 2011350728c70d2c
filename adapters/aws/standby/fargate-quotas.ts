/** Tasks of ECS on Fargate, which count by their processors. On instances they take what is there. */
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DescribeServicesCommand, DescribeTaskDefinitionCommand, type ECSClient } from '@aws-sdk/client-ecs';
import type { ServiceQuota, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { type Known, notKnown } from '../../../core/conformity/known.ts';
import type { Elsewhere, QuotaUse } from '../../../core/ports/standby.ts';
import { readMetricData } from '../metric-data.ts';
import { quotaAsSet } from '../service-quota.ts';

/** Units of processor in one vCPU. */
const units = 1024;
/** Source: ECS developer guide, "AWS Fargate service quotas": codes of the service `fargate`. */
const codes = { onDemand: 'L-3032A538', spot: 'L-36FBB829' } as const;
/** AWS/Usage tells every five minutes at the latest: what is older than a few of these tells nothing of now. */
const lookBack = 30 * 60_000;

export interface FargateClients {
  readonly ecs: ECSClient;
  readonly cloudWatch: CloudWatchClient;
  readonly quotas: ServiceQuotasClient;
}

/** @param arn `arn:…:service/<cluster>/<name>` */
export async function fargateUse(
  arn: string,
  by: number,
  where: Elsewhere,
  clients: FargateClients,
): Promise<Known<readonly QuotaUse[]>> {
  const [cluster] = arn.slice(arn.indexOf(':service/') + ':service/'.length).split('/');
  const { services: [service] = [] } = await clients.ecs.send(
    new DescribeServicesCommand({ cluster, services: [arn] }),
  );
  if (!service) return notKnown('there is no such service');
  const providers = (service.capacityProviderStrategy ?? []).flatMap(({ capacityProvider }) => capacityProvider ?? []);
  const byFargate = providers.filter((each) => each.startsWith('FARGATE'));
  if (service.launchType !== 'FARGATE' && byFargate.length === 0) return [];
  if (new Set(providers).size > 1) return notKnown('its tasks run on several capacity providers by shares');
  const { taskDefinition } = await clients.ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: service.taskDefinition }),
  );
  const cpu = Number(taskDefinition?.cpu);
  if (!(cpu > 0)) return notKnown('its task definition does not say how many vCPUs a task has');
  const spot = byFargate.includes('FARGATE_SPOT');
  const what = `vCPUs of Fargate${spot ? ' Spot' : ''} tasks`;
  const quota = await quotaAsSet(clients.quotas, 'fargate', spot ? codes.spot : codes.onDemand, what);
  const used = await usage(quota, clients.cloudWatch);
  if (used === undefined) return notKnown(`AWS/Usage does not tell how many ${what} are in use`);
  return [{ what, where, most: quota.Value, used, more: (by * cpu) / units }];
}

/** The highest that the quota's own metric says of late: undefined where it says nothing. */
async function usage({ UsageMetric: metric }: ServiceQuota, cloudWatch: CloudWatchClient): Promise<number | undefined> {
  if (!metric?.MetricNamespace || !metric.MetricName) return undefined;
  const Dimensions = Object.entries(metric.MetricDimensions ?? {}).map(([Name, Value]) => ({ Name, Value }));
  const Metric = { Namespace: metric.MetricNamespace, MetricName: metric.MetricName, Dimensions };
  const Stat = metric.MetricStatisticRecommendation ?? 'Maximum';
  const now = Date.now();
  const wanted = [{ Id: 'used', MetricStat: { Metric, Stat, Period: 300 } }];
  const points = (await readMetricData(cloudWatch, wanted, now - lookBack, now)).get('used') ?? [];
  return points.length === 0 ? undefined : Math.max(...points.map(({ value }) => value));
}

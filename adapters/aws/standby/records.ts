/** Record sets with a routing policy, by the names that they answer for, with their health checks as Route 53 sees them. */
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import {
  GetHealthCheckCommand,
  type HealthCheckConfig,
  ListHostedZonesByNameCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
  type Route53Client,
} from '@aws-sdk/client-route-53';
import { isKnown, type Known, notKnown } from '../../../core/conformity/known.ts';
import type { DnsHealthCheck, DnsRecord } from '../../../core/ports/standby.ts';
import { type Home, lastOf } from '../arns.ts';
import { readMetricData } from '../metric-data.ts';
import { ttlOf } from '../routing/alias-ttl.ts';
import { healthCheckIdOf, recordIdOf } from '../routing/record-ids.ts';
import { answered } from './answered.ts';

const minute = 60_000;
/** Health checks tell CloudWatch every minute, a minute or two late. */
const lookBack = 10 * minute;
const answering: readonly string[] = ['A', 'AAAA', 'CNAME'];

export interface RecordClients {
  readonly route53: Route53Client;
  /** Of us-east-1, where Route 53 tells what its health checks say. */
  readonly cloudWatch: CloudWatchClient;
  /** Of the platform: ids are made of it. */
  readonly home: Home;
}

/** @throws ServiceFailure */
export async function recordsOf(name: string, clients: RecordClients): Promise<Known<readonly DnsRecord[]>> {
  const zone = await zoneOf(name, clients.route53);
  // It may be another account's, which nobody here can look into.
  if (zone === undefined) return notKnown(`account ${clients.home.account} has no hosted zone that ${name} is in`);
  const found = (await setsOf(name, zone, clients.route53)).filter(
    ({ SetIdentifier, Type = '' }) => SetIdentifier !== undefined && answering.includes(Type),
  );
  return Promise.all(found.map((record) => recordOf(record, name, zone, clients)));
}

/** The hosted zone of the longest ending that there is one for; public before private. */
async function zoneOf(name: string, route53: Route53Client): Promise<string | undefined> {
  const labels = name.split('.');
  for (const ending of labels.slice(0, -1).map((_, i) => labels.slice(i).join('.'))) {
    const { HostedZones = [] } = await route53.send(
      new ListHostedZonesByNameCommand({ DNSName: ending, MaxItems: 100 }),
    );
    const named = HostedZones.filter(({ Name }) => Name?.replace(/\.$/, '') === ending);
    const zone = named.find(({ Config }) => !Config?.PrivateZone) ?? named[0];
    if (zone?.Id) return lastOf(zone.Id);
  }
  return undefined;
}

/** They come in the order of their names, so that those of one name stand together. */
async function setsOf(
  name: string,
  HostedZoneId: string,
  route53: Route53Client,
): Promise<readonly ResourceRecordSet[]> {
  const found: ResourceRecordSet[] = [];
  let start: Partial<Record<'StartRecordName' | 'StartRecordType' | 'StartRecordIdentifier', string>> = {
    StartRecordName: name,
  };
  for (;;) {
    const page = await route53.send(new ListResourceRecordSetsCommand({ HostedZoneId, ...(start as object) }));
    const records = page.ResourceRecordSets ?? [];
    const own = records.filter(({ Name }) => Name?.toLowerCase().replace(/\.$/, '') === name);
    found.push(...own);
    if (!page.IsTruncated || own.length < records.length) return found;
    start = {
      ...(page.NextRecordName && { StartRecordName: page.NextRecordName }),
      ...(page.NextRecordType && { StartRecordType: page.NextRecordType }),
      ...(page.NextRecordIdentifier && { StartRecordIdentifier: page.NextRecordIdentifier }),
    };
  }
}

async function recordOf(
  record: ResourceRecordSet,
  name: string,
  zone: string,
  clients: RecordClients,
): Promise<DnsRecord> {
  const { SetIdentifier: set = '', Type = '', Weight, Failover, Region, AliasTarget, HealthCheckId } = record;
  const ttl = ttlOf(record);
  const region = Region ?? regionIn(AliasTarget?.DNSName ?? record.ResourceRecords?.[0]?.Value);
  return {
    id: recordIdOf(clients.home, { zone, name, type: Type, set }),
    set,
    policy: Weight !== undefined ? 'weighted' : Failover ? 'failover' : Region ? 'latency' : 'other',
    ...(Weight !== undefined && { weight: Weight }),
    ...(Failover && { role: Failover === 'PRIMARY' ? ('primary' as const) : ('secondary' as const) }),
    ...(region !== undefined && { region }),
    ttl: isKnown(ttl) ? ttl * 1000 : ttl,
    evaluatesTarget: AliasTarget?.EvaluateTargetHealth ?? false,
    ...(HealthCheckId && { healthCheck: await answered(() => checkOf(HealthCheckId, clients)) }),
  };
}

/** `dualstack.shop-1234.eu-west-1.elb.amazonaws.com`, `shop-0123.elb.eu-west-1.amazonaws.com` */
const regionIn = (target = ''): string | undefined =>
  /\.([a-z]{2}(?:-[a-z]+)+-\d+)\.(?:elb\.|[a-z0-9-]+\.)?amazonaws\.com/.exec(target)?.[1];

const kinds: Readonly<Record<string, DnsHealthCheck['by']>> = {
  CALCULATED: 'others',
  CLOUDWATCH_METRIC: 'alarm',
  RECOVERY_CONTROL: 'routing-control',
};

async function checkOf(HealthCheckId: string, { route53, cloudWatch, home }: RecordClients): Promise<DnsHealthCheck> {
  const { HealthCheck: check } = await route53.send(new GetHealthCheckCommand({ HealthCheckId }));
  const config: Partial<HealthCheckConfig> = check?.HealthCheckConfig ?? {};
  const { Type = '', RequestInterval = 0, FailureThreshold = 1 } = config;
  const by = kinds[Type] ?? 'answers';
  return {
    id: healthCheckIdOf(home, HealthCheckId),
    by,
    interval: by === 'answers' ? RequestInterval * 1000 : 0,
    threshold: FailureThreshold,
    ...(config.RoutingControlArn && { routingControl: config.RoutingControlArn }),
    inverted: config.Inverted ?? false,
    disabled: config.Disabled ?? false,
    healthy: await answered(() => saidLast(HealthCheckId, cloudWatch)),
  };
}

const noWord = notKnown('CloudWatch has nothing of it of late');

/** 1 for healthy, as the most of its checkers see it: the newest minute that was told. */
async function saidLast(id: string, cloudWatch: CloudWatchClient): Promise<Known<boolean>> {
  const now = Date.now();
  const Metric = {
    Namespace: 'AWS/Route53',
    MetricName: 'HealthCheckStatus',
    Dimensions: [{ Name: 'HealthCheckId', Value: id }],
  };
  const wanted = [{ Id: 'said', MetricStat: { Metric, Stat: 'Minimum', Period: 60 } }];
  const newest = (await readMetricData(cloudWatch, wanted, now - lookBack, now)).get('said')?.at(-1);
  return newest ? newest.value === 1 : noWord;
}

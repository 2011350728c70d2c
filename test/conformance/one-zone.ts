/**
 * The shop of `zone-evacuation` in one Region of moto: groups in three zones, a load balancer that
 * ARC may shift. Users wait while a zone loses packets and they are still sent there.
 */
import { DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import { CreateLoadBalancerCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { FisClient, ListExperimentsCommand } from '@aws-sdk/client-fis';
import { buildFleet, fleetClients, settings } from './fleet.ts';
import { motoCredentials } from './moto.ts';
import type { MoversStub } from './movers-stub.ts';
import type { PlayedMetrics } from './played-metrics.ts';

export interface OneZone {
  /** ARN. */
  readonly balancer: string;
  follow(now: number): Promise<void>;
}

const minute = 60_000;

export interface OneZoneOptions {
  /** moto's own endpoint. */
  readonly moto: string;
  readonly region: string;
  /** FIS, which says whether packets are lost. */
  readonly fis: string;
  readonly movers: MoversStub;
  readonly metrics: PlayedMetrics;
  readonly begins: number;
}

export async function oneZone({ moto, region, fis, movers, metrics, begins }: OneZoneOptions): Promise<OneZone> {
  const clients = fleetClients(moto, motoCredentials, region);
  await buildFleet(clients, 6, ['web', 'api']);
  const { Subnets = [] } = await clients.ec2.send(new DescribeSubnetsCommand({}));
  const { LoadBalancers: [balancer] = [] } = await clients.loadBalancing.send(
    new CreateLoadBalancerCommand({
      Name: 'public',
      Subnets: Subnets.map(({ SubnetId }) => SubnetId!),
      Tags: [
        { Key: 'resilience:service', Value: 'checkout' },
        { Key: 'resilience:fis-enabled', Value: 'true' },
      ],
    }),
  );
  const arn = balancer!.LoadBalancerArn!;
  movers.managed.add(arn);
  movers.zones = Subnets.map(({ AvailabilityZoneId }) => AvailabilityZoneId!).sort();

  const shop = (metric: string) => ({ namespace: 'Shop', metric, dimensions: { Service: 'checkout', Zones: 'three' } });
  const often = { period: 60, breaching: 2, of: 2, missing: 'breaching' } as const;
  await metrics.alarm(region, 'shop-checkout-degraded', { ...shop('Latency'), ...often, above: 500 });
  await metrics.alarm(region, 'shop-checkout-5xx', { ...shop('SuccessRate'), ...often, below: 95 });
  const experiments = new FisClient({ ...settings(fis), region });
  let put = begins - 15 * minute;
  return {
    balancer: arn,
    async follow(now) {
      if (put + minute > now) return;
      const { experiments: known = [] } = await experiments.send(new ListExperimentsCommand({}));
      const lossy = known.some(({ state }) => state?.status === 'running');
      const left = movers.shifts.some(({ active }) => active);
      for (; put + minute <= now; put += minute) {
        metrics.put(region, put, { ...shop('SuccessRate'), value: 100 });
        metrics.put(region, put, { ...shop('Latency'), value: lossy && !left ? 900 : 120 });
        metrics.put(region, put, { ...shop('Requests'), value: 12_000 });
        metrics.put(region, put, {
          namespace: 'AWS/ApplicationELB',
          metric: 'HTTPCode_ELB_5XX_Count',
          dimensions: { LoadBalancer: 'app/public' },
          value: 0,
        });
        metrics.put(region, put, {
          namespace: 'AWS/EC2',
          metric: 'CPUUtilization',
          dimensions: { AutoScalingGroupName: 'web' },
          value: 30,
        });
      }
      await metrics.flush();
    },
  };
}

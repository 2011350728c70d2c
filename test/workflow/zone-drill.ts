/** A drill of a zone on a small fleet: its network is cut, its instances leave the load balancer, and come home. */
import { experimentOf } from '../../core/drill/experiment-of.ts';
import { type Drill, drill as drillShape } from '../../core/drill/schema/drill.ts';
import type { Experiment } from '../../core/experiment/schema/experiment.ts';
import { world as worldShape } from '../../core/world/schema.ts';

const zone = 'euc1-az1';
const hosts = { namespace: 'AWS/ApplicationELB', metric: 'HealthyHostCount', dimensions: { LoadBalancer: 'public' } };
const success = { namespace: 'Shop', metric: 'SuccessRate' };
const judged = { period: 'PT1M', datapoints: { breaching: 1, of: 1 }, missingData: 'breaching', stat: 'Average' };

/** `lost-hosts` stays in ALARM while instances are out of the load balancer, whole or not. */
export const world = worldShape.parse({
  apiVersion: 'squall/v1',
  kind: 'World',
  metadata: { name: 'three-zones', title: 'A small fleet in three zones' },
  startAt: '2026-03-03T09:30:00Z',
  warmUp: 'PT3M',
  environment: 'staging',
  account: '111122223333',
  traffic: 'closed-form',
  regions: [{ id: 'eu-central-1', zones: [zone, 'euc1-az2', 'euc1-az3'] }],
  tags: { 'resilience:fis-enabled': 'true', 'resilience:service': 'checkout' },
  clients: [{ id: 'shoppers', calls: 'shop.example', rate: 20, arrivals: 'poisson', timeout: 'PT2S' }],
  dns: [{ name: 'shop.example', to: 'public', ttl: 'PT60S' }],
  loadBalancers: [
    {
      id: 'public',
      to: 'web',
      balance: 'round-robin',
      connectTimeout: 'PT0.2S',
      connectRetries: 1,
      healthCheck: { every: 'PT10S', timeout: 'PT2S', unhealthyAfter: 2, healthyAfter: 2 },
    },
  ],
  services: [
    {
      id: 'web',
      kind: 'auto-scaling-group',
      tags: { Service: 'web' },
      capacity: { desired: 6, min: 6, max: 9 },
      instance: { concurrency: 4, queue: 16, serviceTime: { exactly: 'PT0.02S' } },
      replacement: { detection: 'PT12H', launch: 'PT60S', warmUp: 'PT10S' },
    },
  ],
  metrics: [
    { ...success, of: 'shoppers', measure: 'success-percent' },
    { ...hosts, of: 'public', measure: 'healthy-hosts' },
  ],
  publicationDelay: 'PT10S',
  alarms: [
    { name: 'shop-failing', metric: success, threshold: { below: 50 }, ...judged },
    { name: 'lost-hosts', metric: hosts, threshold: { below: 6 }, ...judged },
  ],
});

export function zoneDrill(changes: Partial<Drill> = {}): Experiment {
  return experimentOf(
    drillShape.parse({
      apiVersion: 'squall/v1',
      kind: 'Drill',
      metadata: { name: 'zone-drill', title: 'Leave a zone', owner: 'checkout-sre', service: 'checkout' },
      environment: 'staging',
      evacuate: { zone },
      level: 'traffic',
      detect: { alarms: ['lost-hosts'], within: 'PT5M' },
      decide: { approvals: 1, within: 'PT5M' },
      hold: 'PT5M',
      failback: { within: 'PT10M', ready: { alarms: ['shop-failing'] } },
      objectives: { recover: 'PT5M' },
      targets: {
        subnet: { type: 'ec2:subnet', where: { tags: { 'resilience:service': 'checkout' }, zone } },
        web: { type: 'ec2:instance', where: { tags: { Service: 'web' }, zone } },
      },
      loss: {
        steps: [
          {
            id: 'cut',
            action: 'aws:network:disrupt-connectivity',
            targets: { Subnets: 'subnet' },
            with: { scope: 'all' },
          },
        ],
      },
      move: { steps: [{ id: 'away', action: 'squall:elb:detach-targets', targets: { Instances: 'web' } }] },
      hypothesis: {
        if: 'the zone is lost',
        // biome-ignore lint/suspicious/noThenProperty: the format's own word
        then: 'the others serve everyone',
        probes: [
          {
            id: 'success-rate',
            cloudwatch: { ...success, stat: 'Average', period: 'PT1M' },
            expect: { atLeast: 99 },
            when: ['before', 'during', 'after'],
          },
        ],
        recovery: { within: 'PT5M', hold: 'PT1M' },
      },
      guardrails: { stopAlarms: ['shop-failing'] },
      blastRadius: { scope: 'zone', maxPercent: 50 },
      maxDuration: 'PT1H',
      ...changes,
    }),
  );
}

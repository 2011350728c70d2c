/** A drill of a zone on the shop: its network is cut, its instances leave the load balancer, and come home. */
import { experimentOf } from '../../core/drill/experiment-of.ts';
import { type Drill, drill as drillShape } from '../../core/drill/schema/drill.ts';
import type { Experiment } from '../../core/experiment/schema/experiment.ts';
import type { World } from '../../core/world/schema.ts';
import { drill } from './drills.ts';

const template = drill('zone-network-loss');
const zone = 'euc1-az1';

const lostHosts: NonNullable<World['alarms']>[number] = {
  name: 'lost-hosts',
  metric: { namespace: 'AWS/ApplicationELB', metric: 'HealthyHostCount', dimensions: { LoadBalancer: 'public' } },
  stat: 'Average',
  period: 'PT1M',
  threshold: { below: 6 },
  datapoints: { breaching: 1, of: 1 },
  missingData: 'breaching',
};

/** With an alarm that notices that hosts are lost. It stays in ALARM while they are out of the load balancer, whole or not. */
export const world: World = { ...template.world, alarms: [...(template.world.alarms ?? []), lostHosts] };

export function zoneDrill(changes: Partial<Drill> = {}): Experiment {
  const { hypothesis, guardrails } = template.experiment;
  return experimentOf(
    drillShape.parse({
      apiVersion: 'squall/v1',
      kind: 'Drill',
      metadata: { name: 'zone-drill', title: 'Leave a zone', owner: 'checkout-sre', service: 'checkout' },
      environment: 'staging',
      evacuate: { zone },
      level: 'traffic',
      detect: { alarms: [lostHosts.name], within: 'PT5M' },
      decide: { approvals: 1, within: 'PT5M' },
      hold: 'PT5M',
      failback: { within: 'PT10M' },
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
      hypothesis: { ...hypothesis, if: 'the zone is lost', probes: hypothesis.probes.filter(({ id }) => id !== 'p99') },
      guardrails: { stopAlarms: guardrails.stopAlarms },
      blastRadius: { scope: 'zone', maxPercent: 50 },
      maxDuration: 'PT1H',
      ...changes,
    }),
  );
}

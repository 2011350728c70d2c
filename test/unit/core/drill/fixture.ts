import type { Drill } from '../../../../core/drill/schema/drill.ts';

const during = {
  id: 'success-rate',
  cloudwatch: { namespace: 'Shop', metric: 'SuccessRate', stat: 'Average', period: 'PT1M' },
  expect: { atLeast: 99 },
  when: ['before', 'during', 'after'],
} as const;

/** A Region that is lost, noticed, decided upon and left. */
export const drillWith = (over: Partial<Record<keyof Drill, unknown>> = {}): unknown => ({
  apiVersion: 'squall/v1',
  kind: 'Drill',
  metadata: { name: 'leave-frankfurt', title: 'Leave Frankfurt', owner: 'payments-sre', service: 'payments' },
  parameters: { hold: { type: 'duration', default: 'PT10M' } },
  environment: 'staging',
  evacuate: { region: 'eu-central-1' },
  into: ['eu-west-1'],
  level: 'traffic',
  detect: { alarms: ['payments-frankfurt-down'], within: 'PT5M' },
  decide: { approvals: 1, within: 'PT10M' },
  hold: '${parameters.hold}',
  failback: { ready: { alarms: ['payments-frankfurt-unready'] }, within: 'PT15M' },
  objectives: { detect: 'PT2M', recover: 'PT5M', failback: 'PT10M' },
  users: { success: ['success-rate'] },
  hypothesis: {
    if: 'Frankfurt is lost',
    // biome-ignore lint/suspicious/noThenProperty: the field's own word, and a plain object is never awaited
    then: 'Dublin serves everyone',
    probes: [during],
    recovery: { within: 'PT10M', hold: 'PT2M' },
  },
  guardrails: { stopAlarms: ['payments-dublin-overloaded'] },
  blastRadius: { maxPercent: 80 },
  targets: {
    network: { type: 'ec2:subnet', where: { region: 'eu-central-1' } },
    web: { type: 'ec2:instance', where: { region: 'eu-central-1', tags: { Service: 'payments' } } },
  },
  loss: {
    steps: [
      {
        id: 'network',
        action: 'aws:network:disrupt-connectivity',
        targets: { Subnets: 'network' },
        with: { scope: 'all', duration: 'PT1H' },
      },
    ],
  },
  move: {
    steps: [
      {
        id: 'detach',
        action: 'squall:elb:detach-targets',
        targets: { Instances: 'web' },
        with: { duration: 'PT1H' },
      },
    ],
  },
  maxDuration: 'PT2H',
  ...over,
});

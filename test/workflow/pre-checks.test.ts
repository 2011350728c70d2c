/** What pre-checks do to whole drills: each refuses by itself, a person may go past, nothing else may, and all are asked again when a run begins. */
import { expect, test } from 'vitest';
import { planLocally, startLocalRun } from '../../apps/local/platform.ts';
import { rehearse } from '../../apps/local/rehearsal.ts';
import { experimentOf } from '../../core/drill/experiment-of.ts';
import { type Drill, drill as drillShape } from '../../core/drill/schema/drill.ts';
import type { World } from '../../core/world/schema.ts';
import { type StandbyFacts, well } from '../contract/standby.contract.ts';
import { nameLed, standbyWorld } from '../fixtures/standby-world.ts';
import { away, home } from '../fixtures/two-regions.ts';
import { quickly } from './drills.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const folder = temporaryDirectory();
const lag = { namespace: 'Pay', metric: 'Lag', stat: 'Maximum', period: 'PT1M' } as const;
const down = { period: 'PT1M', datapoints: { breaching: 1, of: 1 }, missingData: 'missing', stat: 'Average' } as const;

const world = (facts: Partial<StandbyFacts> = {}, checked = false): World =>
  standbyWorld({ ...well, ...facts }, checked, {
    environment: 'staging',
    traffic: 'closed-form',
    tags: { 'resilience:fis-enabled': 'true', 'resilience:service': 'payments' },
    alarms: [{ name: 'down', metric: { namespace: 'Pay', metric: 'Success' }, threshold: { below: 5 }, ...down }],
  });

const group = (region: string) => ({ type: 'ec2:autoscaling-group', where: { region, tags: { Service: 'pay' } } });
const recordSet = (setIdentifier: string) => ({
  type: 'route53:record-set',
  where: { parameters: { recordName: nameLed, setIdentifier } },
});

const drill = (changes: Partial<Record<keyof Drill, unknown>> = {}) =>
  experimentOf(
    drillShape.parse({
      apiVersion: 'squall/v1',
      kind: 'Drill',
      metadata: { name: 'leave', title: 'Leave', owner: 'payments-sre', service: 'payments' },
      environment: 'staging',
      evacuate: { region: home },
      into: [away],
      level: 'capacity',
      hold: 'PT3M',
      failback: { within: 'PT15M' },
      objectives: { recover: 'PT2M30S', recoveryPoint: 'PT2S' },
      users: { success: ['success'] },
      preChecks: {
        headroom: [{ service: 'pay', members: { home: 'pay', away: 'standby' }, perMember: 150 }],
        replication: [{ of: 'orders', lag, unit: 'milliseconds' }],
        names: [nameLed],
        present: { certificates: [nameLed], secrets: ['pay/db'] },
      },
      hypothesis: {
        if: 'home is left',
        // biome-ignore lint/suspicious/noThenProperty: the format's own word
        then: 'nobody notices',
        probes: [
          {
            id: 'success',
            cloudwatch: { namespace: 'Pay', metric: 'Success', stat: 'Average', period: 'PT1M' },
            expect: { atLeast: 95 },
            when: ['before', 'during', 'after'],
          },
        ],
        recovery: { within: 'PT10M', hold: 'PT1M' },
      },
      guardrails: { stopAlarms: ['down'] },
      blastRadius: { maxPercent: 100 },
      targets: {
        pay: group(home),
        standby: group(away),
        'home-record': recordSet('home'),
        'away-record': recordSet('away'),
        network: { type: 'ec2:subnet', where: { region: home } },
      },
      move: {
        steps: [
          { id: 'grow', action: 'squall:autoscaling:raise-capacity', targets: { AutoScalingGroups: 'standby' } },
          {
            id: 'names',
            action: 'squall:route53:shift-weights',
            targets: { RecordSets: 'home-record', Others: 'away-record' },
          },
        ],
      },
      maxDuration: 'PT2H',
      ...changes,
    }),
  );

/** Home is lost, which its health check sees, and people are asked. */
const asked = {
  decide: { approvals: 1, within: 'PT5M' },
  loss: {
    steps: [
      {
        id: 'cut',
        action: 'aws:network:disrupt-connectivity',
        targets: { Subnets: 'network' },
        with: { scope: 'all' },
      },
    ],
  },
};

const ran = async (
  on: World,
  { startedBy = 'ada', ...forced }: { readonly startedBy?: string; readonly forcePrecheck?: string } = {},
  changes = {},
) => rehearse({ runId: 'leave', experiment: drill(changes), world: on, parameters: {}, seed: 3, startedBy, ...forced });

test.each([
  [
    'headroom',
    world({ requests: 20 }),
    {},
    /pay has 1,2\d\d to carry, and what takes over carries 900, or 720 with 20 % free: add/,
  ],
  [
    'quotas',
    world({ vcpus: 11 }),
    {},
    /the drill needs 6 vCPUs .* where 6 of 11 are in use: ask Service Quotas for 1 more/,
  ],
  ['replication', world({ lag: 5000 }), {}, /orders is 5 s behind, and the drill may lose 2 s: wait/],
  ['dns', world({ ttl: 600 }), {}, /answers for pay.example.com are kept for 10 min/],
  [
    'health-checks',
    world({}, true),
    asked,
    /leads users away from pay.example.com \(home\) by itself after 30 s, and the drill waits/,
  ],
  [
    'certificates-and-secrets',
    world({ certified: false }),
    {},
    /eu-west-1 has no issued certificate for pay.example.com/,
  ],
] as const)('%s alone refuses a drill, and the record says why', async (check, on, changes, words) => {
  const { record, journal, ledger } = await ran(on, {}, changes);
  expect(record.terminal).toMatchObject({ end: 'refused', recovery: 'none' });
  expect(record.terminal?.reason).toMatch(/^not injecting: pre-check: /);
  expect(record.terminal?.reason).toMatch(words);
  expect(record.terminal?.reason).toContain('or say with --force-precheck why it goes on all the same');
  const against = record.plan.preChecks?.filter(({ state }) => state !== 'ok') ?? [];
  expect(against.some((each) => each.check === check)).toBe(true);
  // What makes answers outlive the objective is seen in the world run ahead, too.
  const others = against.filter((each) => each.check !== check && !each.of.endsWith('run ahead'));
  expect(others).toEqual([]);
  expect(ledger).toEqual([]);
  expect(journal.map((entry) => (entry.type === 'refused' ? entry.rule : entry.type))).toEqual([
    'pre-check',
    'concluded',
  ]);
});

test('a person goes past them: in the record by name and reason, with what they found', async () => {
  const forcePrecheck = 'the certificate is in the other account';
  const { record, ledger } = await ran(world({ certified: false }), { forcePrecheck });
  expect(record.terminal, record.terminal?.reason).toMatchObject({ end: 'completed', recovery: 'restored' });
  expect(record.forced).toEqual({ by: 'ada', reason: forcePrecheck });
  expect(record.plan.unsafe).toEqual([`pre-checks are forced: ${forcePrecheck}`]);
  expect(record.plan.preChecks?.find(({ state }) => state === 'fails')?.of).toBe(
    'certificate pay.example.com, eu-west-1',
  );
  expect(ledger.map(({ stepId, proof }) => [stepId, proof?.result])).toEqual([
    ['grow', 'restored'],
    ['names', 'restored'],
  ]);
});

test('a schedule goes past nothing', async () => {
  const { record, ledger } = await ran(world(), { startedBy: 'schedule nightly', forcePrecheck: 'as always' });
  expect(record.terminal?.end).toBe('refused');
  expect(record.terminal?.reason).toContain('pre-checks are forced by a schedule, and only a person may');
  expect(ledger).toEqual([]);
});

test('what was ok when it was planned, and is not as the run begins, refuses it', async () => {
  const settings = { ...quickly, experiment: drill(), seed: 3 };
  const planned = await planLocally({ ...settings, world: world() });
  if (!planned.ok) throw new Error(planned.refusal.why);
  expect([planned.refusals, planned.plan.preChecks?.filter(({ state }) => state !== 'ok')]).toEqual([[], []]);
  const less = world({ secrets: [] });
  const run = await startLocalRun({ ...settings, world: less, directory: folder.path(), planHash: planned.plan.hash });
  const { record, ledger } = await run.finished;
  expect(record.planHash).toBe(planned.plan.hash);
  expect(record.terminal).toMatchObject({ end: 'refused', recovery: 'none' });
  expect(record.terminal?.reason).toMatch(
    /^not injecting: pre-check: eu-west-1 has no secret pay\/db: replicate it there;/,
  );
  expect(ledger).toEqual([]);
});

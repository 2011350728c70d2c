/** A scripted world behind every port, and a machine that walks the steps as Step Functions would. */

import type { History } from '../../../../adapters/simulated/history.ts';
import { memoryHistory } from '../../../../adapters/simulated/memory-history.ts';
import type { JournalEntry } from '../../../../core/history/journal.ts';
import type { RunRecord } from '../../../../core/history/run-record.ts';
import type { StepReference } from '../../../../core/lifecycle/reference.ts';
import { type StepName, steps } from '../../../../core/lifecycle/steps.ts';
import type { Plan } from '../../../../core/plan/plan.ts';
import { toldNothing } from '../../../../core/platform/settings.ts';
import type { ExecutionState } from '../../../../core/ports/executions.ts';
import type { AlarmObservation, AlarmStateValue } from '../../../../core/ports/metrics.ts';
import type { Notice } from '../../../../core/ports/notices.ts';
import type { Ports } from '../../../../core/ports/ports.ts';
import type { Resource, Snapshot } from '../../../../core/ports/resources.ts';
import { group, instance, plan } from './definition.ts';
import { type ScriptedFaults, scriptedFaults } from './faults.ts';

const minute = 60_000;
export const begin = Date.UTC(2026, 2, 3, 9, 30);
export const runId = 'run-1';

export interface TestWorld {
  now: number;
  readonly ports: Ports;
  readonly history: History;
  readonly faults: ScriptedFaults;
  /** Calls with effects on the world, in order. */
  readonly log: string[];
  /** Value of the metric in a period. Undefined: no datapoint. */
  rate: (at: number) => number | undefined;
  readonly alarms: Map<string, AlarmStateValue>;
  readonly resources: Map<string, Resource>;
  /** State of snapshots, by id. */
  readonly looks: Map<string, Snapshot['state']>;
  readonly deadlines: Map<string, number>;
  readonly executions: Map<string, ExecutionState>;
  readonly notices: Notice[];
  record(): Promise<RunRecord>;
  journal(): Promise<readonly JournalEntry[]>;
  /** `step: type` of every entry. */
  lines(): Promise<readonly string[]>;
  reference(changes?: Partial<StepReference>): StepReference;
  /** Calls steps as the Choice states would, and waits as the Wait states would, until `until` is next or the machine ends. */
  walk(from: StepName, reference: StepReference, until?: string): Promise<StepReference>;
}

export function testWorld(): TestWorld {
  const history = memoryHistory();
  const log: string[] = [];
  const note = (call: string) => {
    log.push(call);
  };
  const resources = new Map([group, ...[1, 2, 3].map(instance)].map((resource) => [resource.id, resource]));
  const looks = new Map<string, Snapshot['state']>([
    ...[1, 2, 3].map((n): [string, Snapshot['state']] => [instance(n).id, { state: 'running' }]),
    [group.id, { desired: 3, healthy: 3 }],
  ]);
  const faults = scriptedFaults(() => world.now, note, 5 * minute);
  const snapshot = (id: string): Snapshot => {
    const resource = resources.get(id);
    const state = looks.get(id);
    return {
      id,
      type: resource?.type ?? 'ec2:instance',
      at: world.now,
      exists: state !== undefined,
      ...(resource?.group && { group: resource.group }),
      state: state ?? {},
    };
  };
  const ports: Ports = {
    ...history,
    stage: { environment: 'staging', platform: 'simulated', functionTimeout: 30_000, settings: toldNothing },
    clock: { now: () => world.now },
    faults,
    resources: {
      resolve: async ({ type, where }) =>
        [...resources.values()].filter(
          (resource) => resource.type === type && (!where.names || where.names.includes(resource.name)),
        ),
      snapshot: async (ids) => ids.map(snapshot),
      zones: async () => ['euc1-az1', 'euc1-az2', 'euc1-az3'],
    },
    standby: {
      records: async (names) => names.map(() => []),
      arriving: async (groups) => groups.map(() => []),
      quotas: async (growth) => growth.map(() => []),
      certificates: async () => [],
      secrets: async (names) => names.map(() => ({ state: 'absent' })),
      ahead: async () => ({ notKnown: 'this world is not run ahead' }),
    },
    metrics: {
      async series(_query, from, to) {
        const published = Math.min(to, world.now - 30_000 - minute + 1);
        const points = [];
        for (let at = Math.ceil(from / minute) * minute; at < published; at += minute) {
          const value = world.rate(at);
          if (value !== undefined) points.push({ at, value });
        }
        return points;
      },
      alarms: async (names) => names.map((name) => alarm(name, world.alarms.get(name), world.now)),
      http: async () => ({ status: 200, latency: 10 }),
      beat: async ({ at }) => ({ written: true, seen: at }),
      async endBeat() {},
    },
    deadline: {
      async arm(id, at) {
        note('deadline.arm');
        world.deadlines.set(id, at);
      },
      async disarm(id) {
        note('deadline.disarm');
        world.deadlines.delete(id);
      },
    },
    executions: {
      async start(machine, name) {
        note(`execute ${machine} ${name}`);
        if (!world.executions.has(name)) world.executions.set(name, { state: 'running', startedAt: world.now });
      },
      async stop(machine, name) {
        note(`kill ${machine} ${name}`);
        if (world.executions.get(name)?.state === 'running')
          world.executions.set(name, { state: 'ended', how: 'aborted', at: world.now });
      },
      look: async (_machine, name) => world.executions.get(name) ?? { state: 'absent' },
    },
    lever: { look: async () => ({ status: 'disengaged' }) },
    notices: {
      async send(notice) {
        world.notices.push(notice);
      },
    },
  };
  const world: TestWorld = {
    now: begin,
    ports,
    history,
    faults,
    log,
    rate: () => 100,
    alarms: new Map([['guard', 'OK']]),
    resources,
    looks,
    deadlines: new Map(),
    executions: new Map([[runId, { state: 'running', startedAt: begin }]]),
    notices: [],
    record: async () => (await history.runs.load(runId))!,
    journal: () => history.journal.read(runId),
    lines: async () => (await world.journal()).map(({ step, type }) => `${step}: ${type}`),
    reference: (changes) => ({ runId, wave: 1, visit: 0, next: '', waitSeconds: 0, ...changes }),
    async walk(from, reference, until) {
      let at: StepReference = { ...reference, next: from };
      for (let calls = 0; calls < 500; calls++) {
        if (at.next === until || !(at.next in steps)) return at;
        world.now += at.waitSeconds * 1000;
        at = await steps[at.next as StepName](JSON.parse(JSON.stringify(at)), ports);
      }
      throw new Error(`the machine does not end; it is at ${at.next}`);
    },
  };
  return world;
}

function alarm(name: string, state: AlarmStateValue | undefined, now: number): AlarmObservation | undefined {
  if (state === undefined) return undefined;
  return {
    name,
    state,
    since: begin - 3_600_000,
    reason: '',
    period: minute,
    breaching: 2,
    of: 3,
    missingData: 'breaching',
    lastDatapointAt: now - minute,
  };
}

export const proposal = (changes: Partial<Plan> = {}): RunRecord => ({
  schemaVersion: 1,
  runId,
  experiment: plan.definition.metadata.name,
  title: plan.definition.metadata.title,
  owner: 'checkout-sre',
  service: 'checkout',
  environment: 'staging',
  platform: 'simulated',
  definitionHash: plan.definitionHash,
  planHash: plan.hash,
  seed: 7,
  startedBy: 'ada',
  proposedAt: begin,
  plan: { ...plan, ...changes },
  phase: 'proposed',
  epoch: 0,
  recovery: { attempt: 0 },
});

export async function proposed(changes: Partial<Plan> = {}): Promise<TestWorld> {
  const world = testWorld();
  await world.history.runs.propose(proposal(changes));
  return world;
}

/** Armed at `begin`, its log empty. */
export async function armed(changes: Partial<Plan> = {}): Promise<TestWorld> {
  const world = await proposed(changes);
  await steps.Arm(world.reference({ wave: 0 }), world.ports);
  world.log.length = 0;
  return world;
}

/** Wave 1 in place, its log empty. */
export async function injected(changes: Partial<Plan> = {}): Promise<TestWorld> {
  const world = await armed(changes);
  await steps.Inject(world.reference(), world.ports);
  world.log.length = 0;
  return world;
}

/** Movers of traffic in a world of two Regions, in both traffic models: where users are while they stand, and once they are undone. */
import { describe, expect, it } from 'vitest';
import { simulatedFaults } from '../../adapters/simulated/faults.ts';
import { simulatedResources } from '../../adapters/simulated/resources.ts';
import type { Target } from '../../core/experiment/schema/steps.ts';
import type { LedgerEntry } from '../../core/history/ledger.ts';
import { faultOf } from '../../core/lifecycle/faults-of.ts';
import { proofOf } from '../../core/steady-state/restoration.ts';
import type { World } from '../../core/world/schema.ts';
import type { SimulatedCloud } from '../../simulator/cloud.ts';
import { timings } from '../../simulator/control-plane/timings.ts';
import { createCloud } from '../../simulator/create-cloud.ts';
import { modelOf, twoRegions } from '../fixtures/two-regions.ts';

const second = 1000;
const minute = 60 * second;
const seed = 5;
const ttl = 30 * second;

const runFor = (cloud: SimulatedCloud, millis: number) => {
  const to = cloud.now + millis;
  while (cloud.now < to) cloud.advance(to);
};

/** Share of the requests of the last so many milliseconds that went to Frankfurt, and of all that succeeded, in percent. */
function users(cloud: SimulatedCloud, millis: number) {
  const read = (metric: string, stat: 'Sum' | 'Average') =>
    cloud
      .series({
        namespace: 'Pay',
        metric,
        dimensions: {},
        stat,
        period: second,
        from: cloud.now - millis,
        to: cloud.now,
      })
      .map(({ value }) => value);
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
  const [home, away] = [sum(read('Home', 'Sum')), sum(read('Away', 'Sum'))];
  const success = read('Success', 'Average');
  return { home: home / (home + away), success: sum(success) / success.length };
}

/** As Inject would have it, by what a file says of its targets. */
async function moved(
  cloud: SimulatedCloud,
  action: string,
  where: Readonly<Record<string, Pick<Target, 'type' | 'where'>>>,
  parameters = {},
) {
  const [faults, resources] = [simulatedFaults(cloud), simulatedResources(cloud)];
  const targets: Record<string, readonly string[]> = {};
  for (const [key, target] of Object.entries(where))
    targets[key] = (await resources.resolve(target)).map(({ id }) => id);
  const ids = Object.values(targets).flat();
  expect(ids.length).toBeGreaterThanOrEqual(Object.keys(where).length);
  const provider = action.startsWith('aws:') ? 'fis' : 'squall';
  const own = { stepId: 'move', action, targets, parameters: { duration: 'PT30M', ...parameters } };
  const fault = { runId: 'run-1', wave: 1, provider, token: 'run-1/1/squall/move' } as const;
  const entry: LedgerEntry = {
    runId: 'run-1',
    id: '1/move',
    wave: 1,
    stepId: 'move',
    action,
    asked: { parameters: own.parameters, targets },
    fault,
    targets: ids,
    before: await resources.snapshot(ids),
    undo: { by: 'us', how: 'as before' },
    intendedAt: cloud.now,
    state: 'intended',
  };
  await faults.start({ ...fault, experiment: 'pay', epoch: 1, actions: [own], stopAlarms: [] });
  return {
    looks: async () => (await resources.snapshot(ids)).map(({ state }) => state),
    async proof() {
      const after = await resources.snapshot(ids);
      return proofOf(entry, after, { before: entry.before, after }).result;
    },
    async home() {
      await faults.stop(faultOf(entry), 'home');
      runFor(cloud, 5 * second);
      await faults.undo(entry);
      await faults.undo(entry);
    },
  };
}

const { loadBalancers: balancers } = twoRegions();
const [name] = twoRegions().dns;
const [client] = twoRegions().clients;
const records = (setIdentifier: string) => ({
  type: 'route53:record-set',
  where: { parameters: { hostedZone: 'Z1', recordName: 'pay.example.', setIdentifier } },
});

interface Case {
  readonly action: string;
  readonly world: Partial<World>;
  readonly targets: Readonly<Record<string, Pick<Target, 'type' | 'where'>>>;
  readonly parameters?: Readonly<Record<string, string>>;
  /** From the call until the last answer of before has been forgotten. */
  readonly takes: number;
  /** Share in Frankfurt when nothing is moved. */
  readonly usual: number;
}

const cases: readonly Case[] = [
  {
    action: 'squall:route53:shift-weights',
    world: {
      dns: [
        {
          name: 'pay.example',
          ttl: 'PT30S',
          hostedZone: 'Z1',
          routing: 'weighted',
          records: [
            { id: 'frankfurt', to: 'public-fra', weight: 80 },
            { id: 'dublin', to: 'public-dub', weight: 20 },
          ],
        },
      ],
    },
    targets: { RecordSets: records('frankfurt'), Others: records('dublin') },
    takes: timings.routeChange + ttl,
    usual: 0.8,
  },
  {
    action: 'squall:route53:fail-over',
    world: {},
    targets: { HealthChecks: { type: 'route53:health-check', where: { names: ['fra'] } } },
    takes: timings.routeChange + ttl,
    usual: 1,
  },
  {
    action: 'squall:arc:set-routing-controls',
    world: {
      routingControls: [
        { id: 'fra-on', on: true },
        { id: 'dub-on', on: false },
      ],
      healthChecks: [
        { id: 'fra', routingControl: 'fra-on' },
        { id: 'dub', routingControl: 'dub-on' },
      ],
    },
    targets: {
      Off: { type: 'route53-recovery-control:routing-control', where: { names: ['fra-on'] } },
      On: { type: 'route53-recovery-control:routing-control', where: { names: ['dub-on'] } },
    },
    takes: ttl,
    usual: 1,
  },
  {
    action: 'squall:globalaccelerator:set-dials',
    world: {
      dns: [{ ...name!, name: 'old.example' }],
      clients: [{ ...client!, calls: 'pay.example' }],
      accelerators: [
        {
          id: 'shop',
          name: 'pay.example',
          groups: [
            { region: 'eu-central-1', to: 'public-fra', dial: 60 },
            { region: 'eu-west-1', to: 'public-dub' },
          ],
        },
      ],
    },
    targets: {
      EndpointGroups: {
        type: 'globalaccelerator:endpoint-group',
        where: { parameters: { accelerator: 'shop', endpointGroupRegion: 'eu-central-1' } },
      },
    },
    takes: 0,
    usual: 0.6,
  },
];

describe.each(['requests', 'closed-form'] as const)('%s', (traffic) => {
  const of = (world: Partial<World>) => {
    const cloud = createCloud({ model: modelOf(twoRegions(world)), seed, traffic });
    runFor(cloud, minute);
    return cloud;
  };

  it.each(cases)(
    '$action takes users elsewhere and home again',
    async ({ action, world, targets, parameters, takes, usual }) => {
      const cloud = of(world);
      expect(Math.abs(users(cloud, minute).home - usual)).toBeLessThan(0.1);
      const mover = await moved(cloud, action, targets, parameters);
      runFor(cloud, takes + 2 * second);
      expect(await mover.proof()).toBe('drifted');
      runFor(cloud, minute);
      expect(users(cloud, minute)).toEqual({ home: 0, success: 100 });
      await mover.home();
      expect(await mover.proof()).toBe('restored');
      runFor(cloud, ttl + minute);
      expect(Math.abs(users(cloud, minute).home - usual)).toBeLessThan(0.1);
    },
  );

  it.each([
    ['squall:arc:start-zonal-shift', 'arc:managed-resource', {}],
    ['squall:arc:start-practice-run', 'arc:managed-resource', {}],
    ['aws:arc:start-zonal-autoshift', 'arc:zonal-shift-managed-resource', { managedResourceTypes: 'ALB' }],
  ])('%s takes requests out of a zone whose servers are late', async (action, type, more) => {
    // Nothing but the shift takes anybody out of the zone.
    const cloud = of({
      dns: [{ name: 'pay.example', to: 'public-fra', ttl: 'PT30S' }],
      healthChecks: [],
      loadBalancers: balancers.map((each) => ({ ...each, balance: 'round-robin' })),
    });
    const bad = cloud.resources().filter((one) => one.type === 'ec2:instance' && one.zone === 'euc1-az1');
    cloud.startExperiment({
      clientToken: 'bad',
      tags: {},
      stopAlarms: [],
      actions: [
        {
          name: 'bad',
          actionId: 'squall:host:bandwidth-limit',
          // 1.3 s an answer: too late for users, and soon enough for the load balancer's checks.
          parameters: { duration: 'PT1H', kilobitsPerSecond: '100' },
          targets: { Instances: bad.map(({ id }) => id) },
        },
      ],
    });
    runFor(cloud, minute);
    expect(users(cloud, minute / 2).success).toBeLessThan(75);
    const where = { names: ['public-fra'] };
    const parameters = { duration: 'PT5M', availabilityZoneIdentifier: 'euc1-az1', ...more };
    const mover = await moved(cloud, action, { ManagedResources: { type, where } }, parameters);
    runFor(cloud, minute);
    expect(users(cloud, minute / 2).success).toBe(100);
    expect(JSON.stringify(await mover.looks())).toContain('euc1-az1');
    // It ends by itself.
    runFor(cloud, 5 * minute);
    expect(await mover.proof()).toBe('restored');
    expect(users(cloud, minute / 2).success).toBeLessThan(75);
  });

  it('what would move nobody is refused', async () => {
    const both = { type: 'route53:record-set', where: {} };
    const cloud = of(cases[0]!.world);
    await expect(moved(cloud, cases[0]!.action, { RecordSets: both })).rejects.toThrow(
      /no record of pay.example has a weight left/,
    );
    const failing = of({});
    await expect(moved(failing, cases[0]!.action, { RecordSets: both })).rejects.toThrow(
      /go by failover, and have no weight/,
    );
    const zone = { availabilityZoneIdentifier: 'euc1-az9' };
    const managed = { ManagedResources: { type: 'arc:managed-resource', where: { names: ['public-fra'] } } };
    await expect(moved(failing, 'squall:arc:start-zonal-shift', managed, zone)).rejects.toThrow(
      /the world has the zones/,
    );
  });
});

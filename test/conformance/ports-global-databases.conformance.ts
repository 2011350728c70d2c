/** Who writes of a global database, over the wire: moved, waited for, brought home, and not before home can. */
import { RDSClient } from '@aws-sdk/client-rds';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bounded } from '../../adapters/aws/clients.ts';
import { awsResources } from '../../adapters/aws/resources.ts';
import type { Place } from '../../adapters/aws/squall/own-fault.ts';
import { account, type FleetClients, fleetClients, settings } from './fleet.ts';
import { type GlobalClusters, startGlobalClusters } from './global-clusters.ts';
import { type OwnFaultRig, ownFaultRig } from './own-fault-rig.ts';

const [ireland, frankfurt] = ['eu-west-1', 'eu-central-1'];
const home = `arn:aws:rds:${ireland}:${account}:cluster:orders`;
const other = `arn:aws:rds:${frankfurt}:${account}:cluster:orders-copy`;

let rds: GlobalClusters;
let rig: OwnFaultRig;

beforeEach(async () => {
  rds = await startGlobalClusters([home, other]);
  const made = (make: new (settings: object) => object, region: string) =>
    bounded(new make({ ...settings(rds.endpoint), region }) as never);
  const place: Place = {
    account,
    region: frankfurt!,
    stage: 'test',
    client: ((make: new (settings: object) => object, region = frankfurt!) => made(make, region)) as Place['client'],
  };
  const clients: FleetClients = { ...fleetClients(rds.endpoint), rds: made(RDSClient, frankfurt!) as RDSClient };
  rig = ownFaultRig(place, awsResources(clients, frankfurt!, { now: Date.now }));
});
afterEach(() => rds.stop());

const step = (action: string, parameters: Record<string, string> = {}, target = other) => ({
  stepId: 'data',
  action: `squall:rds:${action}-global-cluster`,
  parameters,
  targets: { Clusters: [target] },
});
const changes = () => rds.asked.filter(({ operation }) => !operation.startsWith('Describe'));

test('a snapshot says who writes, from where, and that a secondary is well', async () => {
  expect(await rig.looks([other])).toEqual([
    {
      status: 'available',
      writer: 'none',
      members: 1,
      global: 'orders-global',
      globalRole: 'secondary',
      globalMembers: 2,
      writerCluster: home,
      writerRegion: ireland,
    },
  ]);
  const found = await rig.resources.resolve({ type: 'rds:cluster', where: { names: ['orders-copy'] } });
  expect(found).toMatchObject([{ healthy: true }]);
});

test('switched over where the primary is, waited for, and switched over back', async () => {
  const entry = await rig.injected(step('switch-over'));
  expect(changes()).toEqual([
    {
      operation: 'SwitchoverGlobalCluster',
      region: ireland,
      given: { GlobalClusterIdentifier: 'orders-global', TargetDbClusterIdentifier: other },
    },
  ]);
  expect(await rig.observe(entry)).toMatchObject({
    state: 'pending',
    reason: 'orders-global is switching-over: orders-copy does not write yet',
  });
  await expect(rig.undo(entry)).rejects.toMatchObject({ name: 'NotHomeYet' });
  rds.settle();
  expect(await rig.observe(entry)).toMatchObject({ state: 'completed', actions: [{ targets: [other] }] });
  expect(await rig.proof(entry)).toMatchObject({ result: 'drifted' });
  await rig.undo(entry);
  await rig.undo(entry);
  expect(changes().slice(1)).toMatchObject([
    { operation: 'SwitchoverGlobalCluster', region: frankfurt, given: { TargetDbClusterIdentifier: home } },
  ]);
  expect(await rig.observe(entry)).toMatchObject({ state: 'stopping' });
  rds.settle();
  expect(await rig.proof(entry)).toMatchObject({ result: 'restored' });
  await rig.undo(entry);
  expect(changes()).toHaveLength(2);
});

describe('failed over', () => {
  test('in the Region that takes over, and home only once the old primary has all that was written since', async () => {
    rds.status = 'failing-over';
    const entry = await rig.injected(step('fail-over', { allowDataLoss: 'true' }));
    expect(changes()).toMatchObject([
      { operation: 'FailoverGlobalCluster', region: frankfurt, given: { AllowDataLoss: 'true' } },
    ]);
    rds.settle();
    const old = rds.members.shift()!;
    expect(await rig.observe(entry)).toMatchObject({ state: 'completed' });
    await expect(rig.undo(entry)).rejects.toThrow(/is no member of orders-global yet: AWS attaches it again/);
    old.sync = 'pending-resync';
    rds.members.push(old);
    await expect(rig.undo(entry)).rejects.toThrow(/does not have all that was written yet: it is pending-resync/);
    expect(changes()).toHaveLength(1);
    old.sync = 'connected';
    await rig.undo(entry);
    rds.settle();
    expect(rds.writer).toBe(home);
    expect(await rig.proof(entry)).toMatchObject({ result: 'restored' });
  });

  test('loses nothing that nobody has allowed it to lose', async () => {
    await rig.injected(step('fail-over'));
    expect(changes()[0]?.given).not.toHaveProperty('AllowDataLoss');
    // It is a switchover then, which is asked for where the primary is.
    expect(changes()[0]).toMatchObject({ operation: 'FailoverGlobalCluster', region: ireland });
    rds.settle();
    rds.status = 'failing-over';
    await expect(rig.injected({ ...step('fail-over'), stepId: 'again' })).rejects.toMatchObject({
      name: 'FaultRefused',
    });
  });
});

test.each([
  ['that writes already', () => void Object.assign(rds, { writer: other }), other, /writes for orders-global already/],
  ['of no global cluster', () => {}, `${other}-alone`, /is a member of no global cluster/],
  [
    'of one that has not opted in',
    () => void Object.assign(rds, { tags: {} }),
    other,
    /lacks the tag resilience:fis-enabled=true/,
  ],
  [
    'that has not all that was written',
    () => void Object.assign(rds.members[1]!, { sync: 'pending-resync' }),
    other,
    /does not have all/,
  ],
])('a cluster %s is refused, and nothing is asked', async (_, prepare, target, why) => {
  prepare();
  await expect(rig.injected(step('switch-over', {}, target))).rejects.toMatchObject({
    name: 'FaultRefused',
    message: expect.stringMatching(why),
  });
  expect(changes()).toEqual([]);
});

test('a cluster that others took out of its global database, or that others sent home, is left to them', async () => {
  const entry = await rig.injected(step('switch-over'));
  rds.settle();
  rds.writer = home;
  await rig.undo(entry);
  rds.members.pop();
  expect(await rig.observe(entry)).toMatchObject({
    state: 'failed',
    reason: expect.stringMatching(/no global cluster any more/),
  });
  await rig.undo(entry);
  expect(changes()).toHaveLength(1);
});

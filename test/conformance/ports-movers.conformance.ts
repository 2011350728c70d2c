/** What moves traffic, over the wire: moved once, told, put back from the snapshot, and nothing of others overwritten. */
import {
  ChangeResourceRecordSetsCommand,
  ChangeTagsForResourceCommand,
  CreateHealthCheckCommand,
  CreateHostedZoneCommand,
  type ResourceRecordSet,
  Route53Client,
  UpdateHealthCheckCommand,
} from '@aws-sdk/client-route-53';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bounded } from '../../adapters/aws/clients.ts';
import { awsResources } from '../../adapters/aws/resources.ts';
import type { Place } from '../../adapters/aws/squall/own-fault.ts';
import { managedIdOf } from '../../core/faults/squall/managed-resource.ts';
import type { FaultAction } from '../../core/ports/faults.ts';
import type { Resources } from '../../core/ports/resources.ts';
import { account, buildFleet, type FleetClients, fleetClients, settings } from './fleet.ts';
import { type Moto, motoRegion, startMoto } from './moto.ts';
import { type MoversStub, startMoversStub, stubAccelerator } from './movers-stub.ts';
import { type OwnFaultRig, ownFaultRig } from './own-fault-rig.ts';

let moto: Moto;
let stub: MoversStub;
let clients: FleetClients;
let route53: Route53Client;
let resources: Resources;
let rig: OwnFaultRig;
const optIn = [{ Key: 'resilience:fis-enabled', Value: 'true' }];

beforeAll(async () => {
  moto = await startMoto();
});
afterAll(() => moto.stop());
beforeEach(async () => {
  await moto.reset();
  stub = await startMoversStub(moto.endpoint);
  clients = fleetClients(stub.endpoint);
  route53 = new Route53Client(settings(stub.endpoint));
  const made = new Map<unknown, object>();
  const place: Place = {
    account,
    region: motoRegion,
    stage: 'test',
    recoveryEndpoints: ['one', 'two', 'three'].map((part) => `us-east-1=${stub.endpoint}/${part}`),
    client<C extends object>(make: new (given: object) => C): C {
      const fresh = (made.get(make) ?? bounded(new make(settings(stub.endpoint)) as never)) as C;
      made.set(make, fresh);
      return fresh;
    },
  };
  resources = awsResources(clients, motoRegion, { now: Date.now }, [], place);
  rig = ownFaultRig(place, resources);
  return () => stub.stop();
});

const aimed = (action: string, targets: FaultAction['targets'], parameters = {}): FaultAction => ({
  stepId: 'move',
  action,
  parameters: { duration: 'PT5M', ...parameters },
  targets,
});
const idsOf = async (type: string, where = {}) => (await resources.resolve({ type, where })).map(({ id }) => id);

describe('records of Route 53', () => {
  const record = (over: Partial<ResourceRecordSet>): ResourceRecordSet => ({
    Name: 'pay.shop.example.',
    Type: 'A',
    TTL: 60,
    ResourceRecords: [{ Value: '192.0.2.1' }],
    ...over,
  });
  let zone = '';
  const change = (...records: ResourceRecordSet[]) =>
    route53.send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId: zone,
        ChangeBatch: { Changes: records.map((each) => ({ Action: 'UPSERT', ResourceRecordSet: each })) },
      }),
    );
  const home = record({ SetIdentifier: 'frankfurt/1', Weight: 80 });
  const other = record({ SetIdentifier: 'dublin', Weight: 20, ResourceRecords: [{ Value: '192.0.2.2' }] });

  beforeEach(async () => {
    const { HostedZone } = await route53.send(
      new CreateHostedZoneCommand({ Name: 'shop.example', CallerReference: 'one' }),
    );
    zone = HostedZone!.Id!.replace('/hostedzone/', '');
    await route53.send(
      new ChangeTagsForResourceCommand({ ResourceType: 'hostedzone', ResourceId: zone, AddTags: optIn }),
    );
    await change(home, other, record({ Name: 'plain.shop.example.' }));
  });
  const find = (setIdentifier: string) =>
    idsOf('route53:record-set', { tags: { 'resilience:fis-enabled': 'true' }, parameters: { setIdentifier } });

  test('are found by hosted zone, name and set identifier, with its tags and their TTL', async () => {
    const all = await resources.resolve({ type: 'route53:record-set', where: {} });
    expect(all.map(({ name, region, tags }) => ({ name, region, tags }))).toEqual(
      ['dublin', 'frankfurt/1'].map((set) => ({
        name: `pay.shop.example/${set}`,
        region: '',
        tags: { 'resilience:fis-enabled': 'true' },
      })),
    );
    expect(await find('frankfurt/1')).toEqual([
      `arn:aws:route53::${account}:hostedzone/${zone}/recordset/pay.shop.example/A/frankfurt%2F1`,
    ]);
    const where = { parameters: { hostedZone: 'shop.example', recordName: 'pay.shop.example.', recordType: 'A' } };
    expect(await idsOf('route53:record-set', where)).toHaveLength(2);
    expect(await idsOf('route53:record-set', { parameters: { hostedZone: 'other.example' } })).toEqual([]);
    expect(await rig.looks(await find('dublin'))).toEqual([{ values: '192.0.2.2', ttlSeconds: 60, weight: 20 }]);
  });

  test('are given other weights and put back, and all else of them stays as others have it', async () => {
    const [frankfurt = '', dublin = ''] = [...(await find('frankfurt/1')), ...(await find('dublin'))];
    const entry = await rig.injected(
      aimed('squall:route53:shift-weights', { RecordSets: [frankfurt], Others: [dublin] }, { othersWeight: '100' }),
    );
    expect(await rig.looks([frankfurt, dublin])).toMatchObject([{ weight: 0 }, { weight: 100 }]);
    expect(entry.fault.externalId).toMatch(/^run-1\/1\/squall\/move#\w+/);
    expect(await rig.observe(entry)).toMatchObject({ state: 'running', actions: [{ targets: [dublin, frankfurt] }] });
    expect((await rig.proof(entry)).result).toBe('drifted');
    // Somebody gives it another address meanwhile: that is theirs.
    await change({ ...home, Weight: 0, ResourceRecords: [{ Value: '192.0.2.9' }] });
    await rig.stop(entry);
    expect(await rig.looks([frankfurt, dublin])).toMatchObject([
      { weight: 80, values: '192.0.2.9' },
      { weight: 20, values: '192.0.2.2' },
    ]);
    expect(await rig.observe(entry)).toMatchObject({ state: 'stopped' });
    expect((await rig.proof(entry)).findings.map(({ result }) => result)).toEqual(['drifted', 'restored']);
    await rig.undo(entry);
    expect(await rig.looks([frankfurt])).toMatchObject([{ weight: 80 }]);
  });

  test('are neither moved nor back before Route 53 has carried it everywhere', async () => {
    const [frankfurt = ''] = await find('frankfurt/1');
    stub.propagating = true;
    const entry = await rig.injected(aimed('squall:route53:shift-weights', { RecordSets: [frankfurt] }));
    expect(await rig.observe(entry)).toMatchObject({ state: 'pending' });
    stub.propagating = false;
    expect(await rig.observe(entry)).toMatchObject({ state: 'running' });
    stub.propagating = true;
    const receipt = await rig.stop(entry);
    expect(receipt).toMatch(/^run-1\/1\/squall\/move#\w+/);
    // Its interface has the weight at once: that alone proves nothing.
    expect((await rig.proof(entry)).result).toBe('restored');
    expect(await rig.observe(entry, receipt)).toMatchObject({ state: 'stopping' });
    expect(await rig.undo(entry)).toBeUndefined();
    stub.propagating = false;
    expect(await rig.observe(entry, receipt)).toMatchObject({ state: 'stopped' });
    // Its time was over before anybody put it back: that is waited for as well.
    const late = { ...aimed('squall:route53:shift-weights', { RecordSets: [frankfurt] }), stepId: 'late' };
    const over = await rig.injected(late, Date.now() - 600_000);
    expect(await rig.observe(over)).toMatchObject({ state: 'completed' });
    stub.propagating = true;
    const put = await rig.undo(over);
    expect(await rig.observe(over, put)).toMatchObject({ state: 'stopping' });
  });

  test('a weight that others have set is theirs', async () => {
    const [frankfurt = ''] = await find('frankfurt/1');
    const entry = await rig.injected(aimed('squall:route53:shift-weights', { RecordSets: [frankfurt] }));
    await change({ ...home, Weight: 7 });
    await rig.undo(entry);
    expect(await rig.looks([frankfurt])).toMatchObject([{ weight: 7 }]);
    expect((await rig.proof(entry)).result).toBe('drifted');
  });

  test('what would move nobody, or has no weight, is refused before anything is changed', async () => {
    const ids = await idsOf('route53:record-set');
    const all = aimed('squall:route53:shift-weights', { RecordSets: ids });
    await expect(rig.injected(all)).rejects.toThrow(/no record of pay.shop.example would have a weight/);
    await change(record({ Name: 'api.shop.example.', SetIdentifier: 'near', Region: 'eu-central-1' }));
    const near = aimed('squall:route53:shift-weights', { RecordSets: await find('near') });
    await expect(rig.injected(near)).rejects.toThrow(/moved by squall:route53:fail-over/);
    expect(await rig.looks(await find('dublin'))).toMatchObject([{ weight: 20 }]);
  });

  test('health checks are taken for failed, whatever they were, and check again as they did', async () => {
    const HealthCheckConfig = {
      Type: 'HTTPS' as const,
      FullyQualifiedDomainName: 'frankfurt.shop.example',
      Inverted: false,
      Disabled: false,
    };
    const { HealthCheck } = await route53.send(
      new CreateHealthCheckCommand({ CallerReference: 'one', HealthCheckConfig }),
    );
    const { Id = '' } = HealthCheck!;
    const AddTags = [...optIn, { Key: 'Name', Value: 'frankfurt' }];
    await route53.send(new ChangeTagsForResourceCommand({ ResourceType: 'healthcheck', ResourceId: Id, AddTags }));
    const ids = await idsOf('route53:health-check', { names: ['frankfurt'] });
    expect(ids).toEqual([`arn:aws:route53::${account}:healthcheck/${Id}`]);
    const entry = await rig.injected(aimed('squall:route53:fail-over', { HealthChecks: ids }));
    expect(await rig.looks(ids)).toMatchObject([{ inverted: true, disabled: true }]);
    expect(await rig.observe(entry)).toMatchObject({ state: 'running' });
    await rig.undo(entry);
    expect(await rig.looks(ids)).toMatchObject([{ inverted: false, disabled: false }]);
    expect((await rig.proof(entry)).result).toBe('restored');
    const again = await rig.injected({ ...aimed('squall:route53:fail-over', { HealthChecks: ids }), stepId: 'again' });
    await route53.send(new UpdateHealthCheckCommand({ HealthCheckId: Id, Inverted: false, Disabled: true }));
    await rig.undo(again);
    expect(await rig.looks(ids)).toMatchObject([{ inverted: false, disabled: true }]);
  });
});

describe('endpoint groups of an accelerator', () => {
  const groups = ['eu-central-1', 'eu-west-1'].map((region) => `${stubAccelerator.listener}/endpoint-group/${region}`);
  beforeEach(() => {
    stub.tags.push(...optIn);
    for (const arn of groups) {
      stub.dials.set(arn, 100);
      stub.regions.set(arn, arn.split('/').at(-1)!);
    }
  });

  test('are dialled down and back, and are not said to be so before it is deployed', async () => {
    const where = { parameters: { accelerator: 'shop', endpointGroupRegion: 'eu-central-1' } };
    const [home = ''] = await idsOf('globalaccelerator:endpoint-group', where);
    expect(home).toBe(groups[0]);
    const entry = await rig.injected(
      aimed('squall:globalaccelerator:set-dials', { EndpointGroups: [home] }, { percent: '5' }),
    );
    expect(await rig.looks(groups)).toMatchObject([{ dial: 5 }, { dial: 100 }]);
    expect(await rig.observe(entry)).toMatchObject({ state: 'pending' });
    stub.status = 'DEPLOYED';
    expect(await rig.observe(entry)).toMatchObject({ state: 'running', actions: [{ targets: [home] }] });
    await rig.stop(entry);
    expect(await rig.observe(entry)).toMatchObject({ state: 'stopping' });
    stub.status = 'DEPLOYED';
    expect(await rig.observe(entry)).toMatchObject({ state: 'stopped' });
    expect((await rig.proof(entry)).result).toBe('restored');
    // What others dial meanwhile is theirs.
    const again = await rig.injected({
      ...aimed('squall:globalaccelerator:set-dials', { EndpointGroups: [home] }),
      stepId: 'again',
    });
    stub.dials.set(home, 50);
    await rig.undo(again);
    expect(stub.dials.get(home)).toBe(50);
  });
});

describe('routing controls', () => {
  const panel = `arn:aws:route53-recovery-control::${account}:controlpanel/0123456789abcdef0123456789abcdef/routingcontrol`;
  const [frankfurt, dublin] = [`${panel}/frankfur`, `${panel}/dublin00`];
  beforeEach(() => {
    stub.controls.set(frankfurt, 'On').set(dublin, 'Off');
    stub.safety = true;
  });
  const type = 'route53-recovery-control:routing-control';

  test('are set together over whichever endpoint answers, and back', async () => {
    stub.down.set('/one', 'EndpointTemporarilyUnavailableException').set('/two', '500');
    const [off = '', on = ''] = [
      ...(await idsOf(type, { names: ['frankfur'] })),
      ...(await idsOf(type, { names: ['dublin00'] })),
    ];
    const entry = await rig.injected(aimed('squall:arc:set-routing-controls', { Off: [off], On: [on] }));
    expect([...stub.controls.values()]).toEqual(['Off', 'On']);
    stub.down.clear();
    stub.down.set('/three', '500');
    expect(await rig.observe(entry)).toMatchObject({ state: 'running' });
    await rig.undo(entry);
    expect([...stub.controls.values()]).toEqual(['On', 'Off']);
    expect((await rig.proof(entry)).result).toBe('restored');
  });

  test('a safety rule stands, and a cluster of which nothing answers is told as such', async () => {
    const alone = aimed('squall:arc:set-routing-controls', { Off: [frankfurt] });
    await expect(rig.injected(alone)).rejects.toMatchObject({ name: 'FaultRefused' });
    expect(stub.controls.get(frankfurt)).toBe('On');
    for (const part of ['/one', '/two', '/three']) stub.down.set(part, '500');
    await expect(resources.resolve({ type, where: {} })).rejects.toMatchObject({ name: 'ClusterUnavailable' });
  });
});

describe('what ARC shifts', () => {
  let group = '';
  beforeEach(async () => {
    await buildFleet(clients, 3);
    [group = ''] = await idsOf('ec2:autoscaling-group', { names: ['web'] });
    stub.managed.add(group);
  });
  const asked = { availabilityZoneIdentifier: 'euc1-az2', duration: 'PT30M' };

  test('is shifted out of a zone until ARC ends it or we do', async () => {
    const ids = await idsOf('arc:managed-resource', { tags: { 'resilience:fis-enabled': 'true' } });
    expect(ids).toEqual([managedIdOf(group)]);
    const entry = await rig.injected(aimed('squall:arc:start-zonal-shift', { ManagedResources: ids }, asked));
    expect(stub.shifts).toMatchObject([{ resource: group, awayFrom: 'euc1-az2', expiresIn: '30m' }]);
    expect(await rig.looks(ids)).toMatchObject([{ awayFrom: 'euc1-az2', practiceRuns: 'ENABLED' }]);
    expect(await rig.observe(entry)).toMatchObject({ state: 'running', actions: [{ targets: ids }] });
    stub.shifts[0]!.applied = false;
    expect(await rig.observe(entry)).toMatchObject({
      state: 'pending',
      reason: expect.stringMatching(/another shift/),
    });
    await rig.stop(entry);
    await rig.stop(entry);
    expect(await rig.observe(entry)).toMatchObject({ state: 'stopped' });
    expect((await rig.proof(entry)).result).toBe('restored');
  });

  test('one whose answer is lost is ours all the same, though ARC says then that a shift stands', async () => {
    stub.lost = 1;
    const ids = [managedIdOf(group)];
    const entry = await rig.injected(aimed('squall:arc:start-zonal-shift', { ManagedResources: ids }, asked));
    expect(stub.shifts.map(({ active }) => active)).toEqual([true]);
    expect(await rig.observe(entry)).toMatchObject({ state: 'running' });
    await rig.stop(entry);
  });

  test('one that is shifted already is refused, and what was begun is cancelled', async () => {
    const other = (await idsOf('ec2:autoscaling-group', { names: ['orders'] }))[0]!;
    stub.managed.add(other);
    stub.shifts.push({
      id: 'theirs',
      resource: other,
      awayFrom: 'euc1-az1',
      comment: 'theirs',
      practice: false,
      expiresIn: '1h',
      active: true,
      applied: true,
    });
    const both = aimed('squall:arc:start-zonal-shift', { ManagedResources: [group, other].map(managedIdOf) }, asked);
    await expect(rig.injected(both)).rejects.toThrow(/ZonalShiftAlreadyExists/);
    expect(stub.shifts.map(({ active }) => active)).toEqual([true, false]);
  });

  test('a practice run is told with what ARC says of it', async () => {
    const ids = [managedIdOf(group)];
    const entry = await rig.injected(aimed('squall:arc:start-practice-run', { ManagedResources: ids }, asked));
    expect(stub.shifts).toMatchObject([{ practice: true }]);
    Object.assign(stub.shifts[0]!, { active: false, outcome: 'FAILED' });
    expect(await rig.observe(entry)).toMatchObject({
      state: 'stopped',
      reason: 'ARC says of the practice run: FAILED',
    });
    const again = await rig.injected({
      ...aimed('squall:arc:start-practice-run', { ManagedResources: ids }, asked),
      stepId: 'again',
    });
    await rig.stop(again);
    expect(stub.shifts.map(({ active }) => active)).toEqual([false, false]);
  });
});

/** Capacity raised over the wire: begun once it is in service, put back to what it was, and what others raised further left alone. */
import {
  DescribeAutoScalingGroupsCommand,
  SetInstanceHealthCommand,
  SuspendProcessesCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import {
  CreateClusterCommand as CreateEksClusterCommand,
  CreateNodegroupCommand,
  DescribeNodegroupCommand,
} from '@aws-sdk/client-eks';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { awsResources } from '../../adapters/aws/resources.ts';
import type { Place } from '../../adapters/aws/squall/own-fault.ts';
import { account, buildFleet, type FleetClients, fleetClients, settings } from './fleet.ts';
import { type Moto, motoRegion, startMoto } from './moto.ts';
import { type OwnFaultRig, ownFaultRig } from './own-fault-rig.ts';

let moto: Moto;
let clients: FleetClients;
let rig: OwnFaultRig;

beforeAll(async () => {
  moto = await startMoto();
});
afterAll(() => moto.stop());
beforeEach(async () => {
  await moto.reset();
  clients = fleetClients(moto.endpoint);
  const place: Place = {
    account,
    region: motoRegion,
    stage: 'test',
    client: (make) => new make(settings(moto.endpoint)),
  };
  rig = ownFaultRig(place, awsResources(clients, motoRegion, { now: Date.now }));
});

const groupArn = async () =>
  (await rig.resources.resolve({ type: 'ec2:autoscaling-group', where: { names: ['web'] } })).map(({ id }) => id);
const update = (min: number, desired: number, max: number) =>
  clients.autoScaling.send(
    new UpdateAutoScalingGroupCommand({
      AutoScalingGroupName: 'web',
      MinSize: min,
      MaxSize: max,
      DesiredCapacity: desired,
    }),
  );
const members = async () => {
  const { AutoScalingGroups = [] } = await clients.autoScaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: ['web'] }),
  );
  return (AutoScalingGroups[0]?.Instances ?? []).map(({ InstanceId }) => InstanceId);
};
const raise = (parameters: Record<string, string>, targets: Record<string, readonly string[]>, action: string) => ({
  stepId: 'raise',
  action: `squall:${action}:raise-capacity`,
  parameters: { duration: 'PT30M', ...parameters },
  targets,
});

test('a group has begun once all of it is in service, and is put back to what it was by a stop as by an undo', async () => {
  await buildFleet(clients, 3);
  await update(2, 3, 5);
  const AutoScalingGroups = await groupArn();
  const entry = await rig.injected(raise({ percent: '200' }, { AutoScalingGroups }, 'autoscaling'));
  // Called twice, and still twice as many as at first.
  expect(await rig.looks(entry.targets)).toMatchObject([{ min: 6, desired: 6, max: 6 }]);
  expect(await rig.observe(entry)).toMatchObject({ state: 'running', actions: [{ targets: AutoScalingGroups }] });
  const [one] = await members();
  await clients.autoScaling.send(
    new SetInstanceHealthCommand({ InstanceId: one, HealthStatus: 'Unhealthy', ShouldRespectGracePeriod: false }),
  );
  expect(await rig.observe(entry)).toMatchObject({ state: 'pending', reason: 'web has 5 of 6 in service' });
  const over = { ...entry, intendedAt: entry.intendedAt - 31 * 60_000 };
  expect(await rig.observe(over)).toMatchObject({ state: 'failed', reason: 'web has 5 of 6 in service' });
  await rig.stop(entry);
  expect(await rig.looks(entry.targets)).toMatchObject([{ min: 2, desired: 3, max: 5 }]);
  expect(await rig.observe(entry)).toMatchObject({ state: 'stopped' });
  await rig.undo(entry);
  expect(await rig.looks(entry.targets)).toMatchObject([{ min: 2, desired: 3, max: 5 }]);
});

test('what a scaling policy raised further stays as it wants it, which is no drift and is said', async () => {
  await buildFleet(clients, 3);
  await update(2, 3, 12);
  const entry = await rig.injected(raise({ desired: '6' }, { AutoScalingGroups: await groupArn() }, 'autoscaling'));
  await update(6, 9, 12);
  expect(await rig.observe(entry)).toMatchObject({ state: 'running' });
  await rig.undo(entry);
  expect(await rig.looks(entry.targets)).toMatchObject([{ min: 2, desired: 9, max: 12 }]);
  expect(await rig.proof(entry)).toMatchObject({
    result: 'restored',
    findings: [{ detail: 'as before, and more since: desired 3 → 9' }],
  });
});

test('what others lowered or bound otherwise is theirs', async () => {
  await buildFleet(clients, 3);
  await update(2, 3, 12);
  const entry = await rig.injected(raise({ desired: '6' }, { AutoScalingGroups: await groupArn() }, 'autoscaling'));
  await update(1, 4, 12);
  expect(await rig.observe(entry)).toMatchObject({ state: 'stopped' });
  await rig.undo(entry);
  expect(await rig.looks(entry.targets)).toMatchObject([{ min: 1, desired: 4, max: 12 }]);
  expect((await rig.proof(entry)).result).toBe('drifted');
});

test('a group that has as much already is left alone, and one that may not launch is refused', async () => {
  await buildFleet(clients, 3);
  await update(3, 3, 5);
  const AutoScalingGroups = await groupArn();
  const entry = await rig.injected(raise({ desired: '2' }, { AutoScalingGroups }, 'autoscaling'));
  expect(await rig.observe(entry)).toMatchObject({ state: 'completed', actions: [{ targets: [] }] });
  await rig.undo(entry);
  expect(await rig.looks(entry.targets)).toMatchObject([{ min: 3, desired: 3, max: 5 }]);
  // Told to have as many is not to have them: users are not led there before.
  const standing = await members();
  const ill = async (id: string | undefined) =>
    clients.autoScaling.send(
      new SetInstanceHealthCommand({ InstanceId: id, HealthStatus: 'Unhealthy', ShouldRespectGracePeriod: false }),
    );
  for (const id of standing.slice(0, 2)) await ill(id);
  expect(await rig.observe(entry)).toMatchObject({ state: 'pending', reason: 'web has 1 of 2 in service' });
  const late = { ...entry, intendedAt: entry.intendedAt - 16 * 60_000 };
  expect(await rig.observe(late)).toMatchObject({ state: 'failed', reason: 'web has 1 of 2 in service' });
  await clients.autoScaling.send(
    new SuspendProcessesCommand({ AutoScalingGroupName: 'web', ScalingProcesses: ['Launch'] }),
  );
  const again = raise({ desired: '4' }, { AutoScalingGroups }, 'autoscaling');
  await expect(rig.injected({ ...again, stepId: 'again' })).rejects.toMatchObject({
    name: 'FaultRefused',
    message: expect.stringContaining('web has Launch suspended'),
  });
  await expect(
    rig.injected({ ...again, targets: { AutoScalingGroups: [`${AutoScalingGroups[0]}-gone`] } }),
  ).rejects.toThrow(/is no Auto Scaling group that exists/);
});

test('a service has its count back; one that was raised further, or lowered, is left', async () => {
  await clients.ecs.send(new CreateClusterCommand({ clusterName: 'shop' }));
  const containerDefinitions = [{ name: 'web', image: 'web', memory: 64 }];
  await clients.ecs.send(new RegisterTaskDefinitionCommand({ family: 'web', containerDefinitions }));
  const made = await clients.ecs.send(
    new CreateServiceCommand({ cluster: 'shop', serviceName: 'web', taskDefinition: 'web', desiredCount: 4 }),
  );
  const Services = [made.service?.serviceArn ?? ''];
  const count = (desiredCount: number) =>
    clients.ecs.send(new UpdateServiceCommand({ cluster: 'shop', service: 'web', desiredCount }));
  const entry = await rig.injected(raise({}, { Services }, 'ecs'));
  expect(await rig.looks(Services)).toMatchObject([{ desired: 8 }]);
  expect(await rig.observe(entry)).toMatchObject({ state: expect.stringMatching(/pending|running/) });
  await count(10);
  expect(await rig.observe(entry)).toMatchObject({ state: 'completed' });
  await rig.undo(entry);
  expect(await rig.looks(Services)).toMatchObject([{ desired: 10 }]);
  await count(8);
  await rig.undo(entry);
  expect(await rig.looks(Services)).toMatchObject([{ desired: 4 }]);
});

test('a node group has its sizes back, and has begun when the groups behind it say so', async () => {
  const vpc = { subnetIds: ['subnet-1', 'subnet-2'] };
  const roleArn = `arn:aws:iam::${account}:role/eks`;
  await clients.eks.send(new CreateEksClusterCommand({ name: 'shop', roleArn, resourcesVpcConfig: vpc }));
  await clients.eks.send(
    new CreateNodegroupCommand({
      clusterName: 'shop',
      nodegroupName: 'web',
      nodeRole: roleArn,
      subnets: vpc.subnetIds,
      scalingConfig: { minSize: 1, desiredSize: 2, maxSize: 3 },
    }),
  );
  const look = () => clients.eks.send(new DescribeNodegroupCommand({ clusterName: 'shop', nodegroupName: 'web' }));
  const { nodegroup } = await look();
  const Nodegroups = [nodegroup?.nodegroupArn ?? ''];
  const entry = await rig.injected(raise({ desired: '5' }, { Nodegroups }, 'eks'));
  expect((await look()).nodegroup?.scalingConfig).toEqual({ minSize: 5, desiredSize: 5, maxSize: 5 });
  // Nobody runs behind moto's.
  expect(await rig.observe(entry)).toMatchObject({
    state: 'pending',
    reason: expect.stringMatching(/has 0 of 5 in service$/),
  });
  await rig.undo(entry);
  expect((await look()).nodegroup?.scalingConfig).toEqual({ minSize: 1, desiredSize: 2, maxSize: 3 });
  expect((await rig.proof(entry)).result).toBe('restored');
  const gone = [Nodegroups[0]!.replace('/web/', '/gone/')];
  await expect(rig.injected(raise({ desired: '5' }, { Nodegroups: gone }, 'eks'))).rejects.toMatchObject({
    name: 'FaultRefused',
  });
});

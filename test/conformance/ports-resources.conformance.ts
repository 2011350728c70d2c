/** Resources over the wire: EC2, Auto Scaling, target health and RDS as moto answers. */
import { CreateAutoScalingGroupCommand, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { StopInstancesCommand, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import { DeregisterTargetsCommand, DescribeTargetGroupsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateDBClusterCommand, CreateDBInstanceCommand } from '@aws-sdk/client-rds';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wallClock } from '../../adapters/aws/clock.ts';
import { awsResources } from '../../adapters/aws/resources.ts';
import { resourcesContract } from '../contract/resources.contract.ts';
import { absentInstance, account, buildFleet, type FleetClients, fleetClients, zones } from './fleet.ts';
import { type Moto, motoRegion, startMoto } from './moto.ts';

let moto: Moto;
let clients: FleetClients;
const resources = () => awsResources(clients, motoRegion, wallClock);

beforeAll(async () => {
  moto = await startMoto();
  clients = fleetClients(moto.endpoint);
  await buildFleet(clients);
});
afterAll(() => moto.stop());

// The contract changes nothing: one fleet serves all of it.
resourcesContract('AWS', async () => ({
  resources: resources(),
  zones,
  tag: { key: 'Service', value: 'web' },
  group: 'web',
  missing: absentInstance,
}));

describe('AWS resources', () => {
  const web = () => resources().resolve({ type: 'ec2:instance', where: { tags: { Service: 'web' } } });

  test('a zone may be given by its name, and is answered by its id', async () => {
    const named = await resources().resolve({ type: 'ec2:instance', where: { zone: `${motoRegion}a` } });
    expect(named.length).toBeGreaterThan(0);
    expect(new Set(named.map(({ zone }) => zone)).size).toBe(1);
    expect(zones).toContain(named[0]!.zone);
  });

  test('groups beyond the first page are seen', async () => {
    const names = Array.from({ length: 120 }, (_, i) => `empty-${i}`);
    const LaunchTemplate = { LaunchTemplateName: 'members' };
    const none = { MinSize: 0, MaxSize: 0, LaunchTemplate, AvailabilityZones: [`${motoRegion}a`] };
    for (const AutoScalingGroupName of names)
      await clients.autoScaling.send(new CreateAutoScalingGroupCommand({ AutoScalingGroupName, ...none }));
    const first = await clients.autoScaling.send(new DescribeAutoScalingGroupsCommand({ MaxRecords: 100 }));
    expect(first.NextToken).toBeDefined();
    expect(await resources().resolve({ type: 'ec2:autoscaling-group', where: {} })).toHaveLength(122);
    expect(await resources().resolve({ type: 'ec2:autoscaling-group', where: { names } })).toHaveLength(120);
  });

  test('an instance that its load balancer does not take for healthy is not, and its group counts it out', async () => {
    const [member] = await web();
    const { TargetGroups } = await clients.loadBalancing.send(new DescribeTargetGroupsCommand({ Names: ['web'] }));
    const TargetGroupArn = TargetGroups![0]!.TargetGroupArn!;
    expect(member!.healthy).toBe(true);
    await clients.loadBalancing.send(new DeregisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: member!.name }] }));
    expect((await web()).filter(({ healthy }) => !healthy)).toEqual([{ ...member, healthy: false }]);
  });

  test('a stopped instance is there and not healthy; a terminated one is gone, and its snapshot says so', async () => {
    const members = await web();
    const [stopped, terminated] = [members.at(-1)!, members.at(-2)!];
    await clients.ec2.send(new StopInstancesCommand({ InstanceIds: [stopped.name] }));
    await clients.ec2.send(new TerminateInstancesCommand({ InstanceIds: [terminated.name] }));
    const now = await resources().resolve({ type: 'ec2:instance', where: { ids: [stopped.id, terminated.id] } });
    expect(now).toEqual([{ ...stopped, healthy: false }]);
    const [first, second] = await resources().snapshot([stopped.id, terminated.id]);
    expect([first!.state.state, second!.state.state]).toEqual(['stopped', 'terminated']);
  });

  test('subnets carry their network ACL, which a connectivity fault swaps', async () => {
    const subnets = await resources().resolve({ type: 'ec2:subnet', where: { zone: zones[0]! } });
    expect(subnets).toHaveLength(1);
    const [snapshot] = await resources().snapshot([subnets[0]!.id]);
    expect(snapshot).toMatchObject({
      exists: true,
      state: { state: 'available', networkAcl: expect.stringMatching(/^acl-/) },
    });
    // By it a fault on the subnet counts who stands in it, and not the whole zone.
    const instances = await resources().resolve({ type: 'ec2:instance', where: { zone: zones[0]! } });
    expect(new Set(instances.map(({ subnet }) => subnet))).toEqual(new Set([subnets[0]!.id]));
  });

  test('a cluster tells its writer, and a database instance its cluster, role and zone', async () => {
    const shared = { Engine: 'aurora-postgresql', DBClusterIdentifier: 'orders' };
    const credentials = { MasterUsername: 'admin1', MasterUserPassword: 'conformance' };
    await clients.rds.send(new CreateDBClusterCommand({ ...shared, ...credentials }));
    for (const name of ['orders-1', 'orders-2'])
      await clients.rds.send(
        new CreateDBInstanceCommand({ ...shared, DBInstanceIdentifier: name, DBInstanceClass: 'db.r7g.large' }),
      );
    const [cluster] = await resources().resolve({ type: 'rds:cluster', where: { names: ['orders'] } });
    expect(cluster).toMatchObject({ id: `arn:aws:rds:${motoRegion}:${account}:cluster:orders`, account });
    const databases = await resources().resolve({ type: 'rds:db', where: {} });
    expect(databases.map(({ name, group }) => [name, group])).toEqual([
      ['orders-1', 'orders'],
      ['orders-2', 'orders'],
    ]);
    expect(await resources().snapshot([cluster!.id])).toMatchObject([{ exists: true, state: { members: 2 } }]);
  });
});

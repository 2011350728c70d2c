/** The Conformity Monkey and the Doctor Monkey over the wire: what they look at, what they keep, and the one call that replaces. */
import {
  DescribeAutoScalingInstancesCommand,
  ResumeProcessesCommand,
  SuspendProcessesCommand,
} from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeregisterTargetsCommand, DescribeTargetGroupsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateDBInstanceCommand, RDSClient } from '@aws-sdk/client-rds';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bounded, clientSettings } from '../../adapters/aws/clients.ts';
import { dynamodbFindings } from '../../adapters/aws/dynamodb-findings.ts';
import { dynamodbNotes } from '../../adapters/aws/dynamodb-notes.ts';
import { awsInventory } from '../../adapters/aws/inventory/inventory.ts';
import { awsRounds } from '../../adapters/aws/rounds.ts';
import { squallFaults } from '../../adapters/aws/squall/faults.ts';
import type { Place } from '../../adapters/aws/squall/own-fault.ts';
import { conductScan } from '../../core/conformity/conduct.ts';
import { scan } from '../../core/conformity/scan.ts';
import type { OwnerNotice } from '../../core/ports/owner-notices.ts';
import { doctorNotesContract } from '../contract/doctor-notes.contract.ts';
import { findingsContract } from '../contract/findings.contract.ts';
import { account, buildFleet, type FleetClients, fleetClients, registerMembers, settings } from './fleet.ts';
import { makeHistoryTable } from './history-table.ts';
import { type Moto, motoRegion, startMoto } from './moto.ts';

let moto: Moto;
let clients: FleetClients & { readonly cloudWatch: CloudWatchClient; readonly dynamodb: DynamoDBClient };
let tables = 0;
const home = { account, region: motoRegion };

beforeAll(async () => {
  moto = await startMoto();
  const given = { ...clientSettings, ...settings(moto.endpoint) };
  clients = {
    ...fleetClients(moto.endpoint),
    cloudWatch: new CloudWatchClient(given),
    dynamodb: new DynamoDBClient(given),
  };
  await buildFleet(clients, 3);
  await registerMembers(clients);
  await clients.rds.send(
    new CreateDBInstanceCommand({
      DBInstanceIdentifier: 'ledger',
      DBInstanceClass: 'db.t4g.micro',
      Engine: 'postgres',
      MasterUsername: 'admin1',
      MasterUserPassword: 'conformance',
      AllocatedStorage: 20,
      BackupRetentionPeriod: 1,
      DeletionProtection: true,
      Tags: [{ Key: 'resilience:owner', Value: 'ada' }],
    }),
  );
  await clients.dynamodb.send(
    new CreateTableCommand({
      TableName: 'carts',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
      Tags: [{ Key: 'resilience:owner', Value: 'bob' }],
    }),
  );
  await clients.cloudWatch.send(
    new PutMetricAlarmCommand({
      AlarmName: 'web-errors',
      Namespace: 'Shop',
      MetricName: 'Errors',
      Dimensions: [{ Name: 'Service', Value: 'web' }],
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      AlarmActions: [`arn:aws:sns:${motoRegion}:${account}:page`],
    }),
  );
});
afterAll(() => moto.stop());

async function newTable(): Promise<string> {
  const name = `care-${tables++}`;
  await makeHistoryTable(clients.dynamodb, name);
  return name;
}
const ownClient = () => new DynamoDBClient({ ...clientSettings, ...settings(moto.endpoint) });
findingsContract('DynamoDB', async () => dynamodbFindings(ownClient(), await newTable()));
doctorNotesContract('DynamoDB', async () => dynamodbNotes(ownClient(), await newTable()));

describe('a scan of what moto has', () => {
  test('reads every kind, and finds what is wrong with it', async () => {
    const estate = await awsInventory(clients, home).look();
    expect(estate.unread).toEqual([]);
    const web = estate.things.find(({ kind, name }) => kind === 'auto-scaling-group' && name === 'web');
    expect(web).toMatchObject({ capacity: { min: 0, desired: 3, max: 6 }, healthCheck: 'EC2', account });
    if (web?.kind !== 'auto-scaling-group') throw new Error('no group');
    expect(web.members.map(({ zone }) => zone).sort()).toEqual(['euc1-az1', 'euc1-az2', 'euc1-az3']);
    for (const { launchedAt } of web.members) expect(launchedAt).toBeGreaterThan(0);
    const { findings } = scan(estate, {}, Date.now());
    const said = findings.map(({ rule, resource, owner }) => `${rule} ${resource.name} ${owner ?? 'nobody'}`);
    expect(said).toEqual(
      expect.arrayContaining([
        'backups carts bob',
        'backups ledger ada',
        'multi-zone-data ledger ada',
        'deletion-protection carts bob',
        'health-check-of-group web nobody',
        'minimum-healthy web nobody',
        'alarms-fresh web-errors nobody',
        'alarms-present orders nobody',
        'health-check-settings web nobody',
      ]),
    );
    expect(said).not.toContain('deletion-protection ledger ada');
    expect(said).not.toContain('alarms-present web nobody');
  });

  test('what one may not read is not evaluated, and the rest is scanned all the same', async () => {
    const refusing = new RDSClient({ ...clientSettings, ...settings(moto.endpoint) });
    const denied = Object.assign(new Error('not authorized'), { name: 'AccessDeniedException' });
    refusing.middlewareStack.add(() => () => Promise.reject(denied), { step: 'initialize' });
    const rds = bounded(refusing);
    const { things, unread } = await awsInventory({ ...clients, rds }, home).look();
    expect(unread.map(({ kind }) => kind)).toEqual(['database']);
    expect(things.some(({ kind }) => kind === 'table')).toBe(true);
  });

  test('owners are told once of what is new, and again only of what is worse', async () => {
    const findings = dynamodbFindings(ownClient(), await newTable());
    const told: OwnerNotice[] = [];
    const ports = {
      clock: { now: Date.now },
      inventory: awsInventory(clients, home),
      findings,
      owners: { tell: async (notice: OwnerNotice) => void told.push(notice) },
    };
    const first = await conductScan(ports, {});
    expect(first.changes.new).toBe(first.result.findings.length);
    expect(told.map(({ owner }) => owner ?? 'nobody').sort()).toEqual(['ada', 'bob', 'nobody']);
    const second = await conductScan(ports, {});
    expect(Object.values(second.changes).every((count) => count === 0)).toBe(true);
    expect(told).toHaveLength(3);
    expect(await findings.scans(5)).toHaveLength(2);
  });
});

describe('a round on what moto has', () => {
  const practices = [{ tags: { Service: 'web' }, alarms: ['web-errors'] }];
  const look = () => awsRounds(clients, home).look(practices);

  test('tells how each member of the practices is, and of no other', async () => {
    const { groups, place } = await look();
    expect([place, groups.map(({ name, desired }) => [name, desired])]).toEqual([
      `${account} ${motoRegion}`,
      [['web', 3]],
    ]);
    const [web] = groups;
    expect(web?.members.map(({ health, optedIn }) => [health.is, optedIn])).toEqual(
      Array.from({ length: 3 }, () => ['sound', true]),
    );
    const { TargetGroups } = await clients.loadBalancing.send(new DescribeTargetGroupsCommand({ Names: ['web'] }));
    const TargetGroupArn = TargetGroups?.[0]?.TargetGroupArn;
    const taken = web!.members[0]!.name;
    await clients.loadBalancing.send(new DeregisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: taken }] }));
    const [after] = (await look()).groups;
    expect(after?.members.find(({ name }) => name === taken)?.health.is).not.toBe('sound');
    await registerMembers(clients);
  });

  test('a member that is replaced is marked once; a group that may not replace is refused, and nothing is marked', async () => {
    const place: Place = { ...home, stage: 'test', client: (make) => new make(settings(moto.endpoint)) };
    const faults = squallFaults(place);
    const [web] = (await look()).groups;
    const patient = web!.members[0]!;
    const action = {
      stepId: 'replace',
      action: 'squall:autoscaling:replace-instance',
      parameters: {},
      targets: { Instances: [patient.id] },
    };
    const injection = {
      runId: 'run-1',
      experiment: 'doctor-web',
      epoch: 1,
      wave: 1,
      provider: 'squall',
      token: 'run-1/1/squall/replace',
      actions: [action],
      stopAlarms: [],
    } as const;
    const reference = { ...injection, own: { ...action, intendedAt: Date.now(), before: [] } };
    const marked = async () => {
      const { AutoScalingInstances = [] } = await clients.autoScaling.send(
        new DescribeAutoScalingInstancesCommand({ InstanceIds: [patient.name] }),
      );
      return AutoScalingInstances.map(({ HealthStatus }) => HealthStatus?.toUpperCase());
    };
    const suspended = { AutoScalingGroupName: 'web', ScalingProcesses: ['ReplaceUnhealthy'] };
    await clients.autoScaling.send(new SuspendProcessesCommand(suspended));
    await expect(faults.start(injection)).rejects.toMatchObject({
      name: 'FaultRefused',
      message: expect.stringContaining('ReplaceUnhealthy suspended'),
    });
    expect(await marked()).toEqual(['HEALTHY']);
    await clients.autoScaling.send(new ResumeProcessesCommand(suspended));
    expect(await faults.observe(reference)).toEqual({ state: 'absent', actions: [] });
    await faults.start(injection);
    await faults.start(injection);
    expect(await marked()).not.toContain('HEALTHY');
    expect(await faults.observe(reference)).toMatchObject({ state: 'completed' });
    const [after] = (await look()).groups;
    expect(after?.members.find(({ id }) => id === patient.id)?.health.is ?? 'gone').not.toBe('sound');
  });
});

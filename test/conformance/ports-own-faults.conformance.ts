/** What our own code changes on services, over the wire: changed once, told, put back from the snapshot, and nothing of others overwritten. */
import { UpdateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateTagsCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { DescribeTargetGroupsCommand, RegisterTargetsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { awsResources } from '../../adapters/aws/resources.ts';
import { squallFaults } from '../../adapters/aws/squall/faults.ts';
import type { Place } from '../../adapters/aws/squall/own-fault.ts';
import { fault } from '../../core/faults/catalogue.ts';
import type { LedgerEntry } from '../../core/history/ledger.ts';
import { faultOf } from '../../core/lifecycle/faults-of.ts';
import type { FaultAction } from '../../core/ports/faults.ts';
import type { Resources, Snapshot } from '../../core/ports/resources.ts';
import { proofOf } from '../../core/steady-state/restoration.ts';
import { account, buildFleet, type FleetClients, fleetClients, settings } from './fleet.ts';
import { type Moto, motoRegion, startMoto } from './moto.ts';

let moto: Moto;
let clients: FleetClients;
let resources: Resources;
let faults: ReturnType<typeof squallFaults>;

beforeAll(async () => {
  moto = await startMoto();
});
afterAll(() => moto.stop());
beforeEach(async () => {
  await moto.reset();
  clients = fleetClients(moto.endpoint);
  await buildFleet(clients, 3);
  resources = awsResources(clients, motoRegion, { now: Date.now });
  const place: Place = {
    account,
    region: motoRegion,
    stage: 'test',
    client: (make) => new make(settings(moto.endpoint)),
  };
  faults = squallFaults(place);
});

/** As Inject would have it. */
async function injected(action: FaultAction, intendedAt = Date.now()): Promise<LedgerEntry> {
  const targets = Object.values(action.targets).flat();
  const entry: LedgerEntry = {
    runId: 'run-1',
    id: `1/${action.stepId}`,
    wave: 1,
    stepId: action.stepId,
    action: action.action,
    asked: { parameters: action.parameters, targets: action.targets },
    fault: { runId: 'run-1', wave: 1, provider: 'squall', token: `run-1/1/squall/${action.stepId}` },
    targets,
    before: await resources.snapshot(targets),
    undo: { by: 'us', how: 'as before' },
    intendedAt,
    state: 'intended',
  };
  expect(await faults.observe(faultOf(entry))).toEqual({ state: 'absent', actions: [] });
  const injection = {
    runId: 'run-1',
    experiment: 'shop',
    epoch: 1,
    wave: 1,
    provider: 'squall',
    token: entry.fault.token,
    actions: [action],
    stopAlarms: [],
  } as const;
  const { externalId } = await faults.start(injection);
  // The answer was lost, and the call is made again.
  expect(await faults.start(injection)).toEqual({ externalId });
  return { ...entry, state: 'confirmed', fault: { ...entry.fault, externalId } };
}
const proof = async (entry: LedgerEntry) => {
  const after = await resources.snapshot(entry.targets);
  return proofOf(entry, after, { before: entry.before, after });
};
const looks = async (ids: readonly string[]): Promise<readonly Snapshot['state'][]> =>
  (await resources.snapshot(ids)).map(({ state }) => state);

interface Case {
  readonly action: string;
  readonly parameters: Record<string, string>;
  /** Makes what it is aimed at, opted in. */
  targets(): Promise<FaultAction['targets']>;
  /** What others do meanwhile. */
  others(ids: readonly string[]): Promise<void>;
}
const service = async () => {
  await clients.ecs.send(new CreateClusterCommand({ clusterName: 'shop' }));
  await clients.ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'web',
      containerDefinitions: [{ name: 'web', image: 'web', memory: 64 }],
    }),
  );
  const made = await clients.ecs.send(
    new CreateServiceCommand({ cluster: 'shop', serviceName: 'web', taskDefinition: 'web', desiredCount: 4 }),
  );
  return made.service?.serviceArn ?? '';
};
const group = async () => {
  const { GroupId = '' } = await clients.ec2.send(
    new CreateSecurityGroupCommand({ GroupName: 'web', Description: 'web' }),
  );
  await clients.ec2.send(
    new CreateTagsCommand({ Resources: [GroupId], Tags: [{ Key: 'resilience:fis-enabled', Value: 'true' }] }),
  );
  const rule = (CidrIp: string, Description: string) => ({
    IpProtocol: 'tcp',
    FromPort: 443,
    ToPort: 443,
    IpRanges: [{ CidrIp, Description }],
  });
  for (const each of [rule('10.0.0.0/8', 'from within'), rule('192.168.0.0/16', 'from the office')])
    await clients.ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [each] }));
  return `arn:aws:ec2:${motoRegion}:${account}:security-group/${GroupId}`;
};
const lambda = async () => {
  const { Arn: Role } = await awsRole();
  const { FunctionArn = '' } = await clients.lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'recommendations',
      Role,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: { ZipFile: new TextEncoder().encode('code') },
      Tags: { 'resilience:fis-enabled': 'true' },
    }),
  );
  return FunctionArn;
};
const awsRole = async () => {
  const iam = new IAMClient(settings(moto.endpoint));
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [] });
  const made = await iam.send(new CreateRoleCommand({ RoleName: 'worker', AssumeRolePolicyDocument }));
  return { Arn: made.Role?.Arn };
};
const reserve = (FunctionName: string, ReservedConcurrentExecutions: number) =>
  clients.lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }));
const groupArns = async () =>
  (await resources.resolve({ type: 'ec2:autoscaling-group', where: { names: ['web'] } })).map(({ id }) => id);

const cases: readonly Case[] = [
  {
    action: 'squall:autoscaling:scale-to-zero',
    parameters: { duration: 'PT5M' },
    targets: async () => ({ AutoScalingGroups: await groupArns() }),
    others: async () =>
      void (await clients.autoScaling.send(
        new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: 'web', MinSize: 1, MaxSize: 2, DesiredCapacity: 1 }),
      )),
  },
  {
    action: 'squall:ecs:scale-to-zero',
    parameters: { duration: 'PT5M' },
    targets: async () => ({ Services: [await service()] }),
    others: async ([id]) =>
      void (await clients.ecs.send(new UpdateServiceCommand({ cluster: 'shop', service: id, desiredCount: 1 }))),
  },
  {
    action: 'squall:elb:detach-targets',
    parameters: { duration: 'PT5M' },
    targets: async () => ({
      Instances: (await resources.resolve({ type: 'ec2:instance', where: { tags: { Service: 'web' } } }))
        .slice(0, 2)
        .map(({ id }) => id),
    }),
    // Another port of the same group.
    others: async (ids) => {
      const { TargetGroups = [] } = await clients.loadBalancing.send(new DescribeTargetGroupsCommand({}));
      for (const id of ids)
        await clients.loadBalancing.send(
          new RegisterTargetsCommand({
            TargetGroupArn: TargetGroups[0]!.TargetGroupArn,
            Targets: [{ Id: id.slice(id.indexOf('/') + 1), Port: 9999 }],
          }),
        );
    },
  },
  {
    action: 'squall:ec2:revoke-security-group-rule',
    parameters: { duration: 'PT5M', protocol: 'tcp', fromPort: '443', peer: '10.0.0.0/8' },
    targets: async () => ({ SecurityGroups: [await group()] }),
    others: async ([id = '']) =>
      void (await clients.ec2.send(
        new AuthorizeSecurityGroupIngressCommand({
          GroupId: id.slice(id.indexOf('/') + 1),
          IpPermissions: [{ IpProtocol: 'tcp', FromPort: 8443, ToPort: 8443, IpRanges: [{ CidrIp: '10.9.0.0/16' }] }],
        }),
      )),
  },
  {
    action: 'squall:lambda:throttle',
    parameters: { duration: 'PT5M' },
    targets: async () => ({ Functions: [await lambda()] }),
    others: async ([id = '']) => void (await reserve(id, 7)),
  },
];

test('what a function had reserved is reserved for it again, and what had as little before is left alone', async () => {
  const id = await lambda();
  const action: FaultAction = {
    stepId: 'break',
    action: 'squall:lambda:throttle',
    parameters: { duration: 'PT5M', concurrency: '2' },
    targets: { Functions: [id] },
  };
  await reserve(id, 20);
  const entry = await injected(action);
  expect(await looks([id])).toMatchObject([{ reserved: 2 }]);
  await faults.undo(entry);
  expect(await looks([id])).toMatchObject([{ reserved: 20 }]);
  expect((await proof(entry)).result).toBe('restored');
  await reserve(id, 2);
  const same = await injected({ ...action, stepId: 'again' });
  expect(await faults.observe(faultOf(same))).toMatchObject({ state: 'stopped', actions: [{ targets: [] }] });
  await faults.undo(same);
  expect(await looks([id])).toMatchObject([{ reserved: 2 }]);
});

test('a function that does not exist is refused, and nothing is changed', async () => {
  const id = await lambda();
  const gone = id.replace(/recommendations$/, 'gone');
  const action = { stepId: 'break', action: 'squall:lambda:throttle', parameters: { duration: 'PT5M' } };
  await expect(injected({ ...action, targets: { Functions: [id, gone] } })).rejects.toMatchObject({
    name: 'FaultRefused',
    message: `${gone} does not exist`,
  });
  expect(await looks([id])).toMatchObject([{ reserved: 'none' }]);
});

describe.each(cases)('$action', ({ action, parameters, targets, others }) => {
  const aimed = async (): Promise<FaultAction> => ({ stepId: 'break', action, parameters, targets: await targets() });

  test('is seen while it holds, and put back by a stop as by an undo, once', async () => {
    const entry = await injected(await aimed());
    expect(await faults.observe(faultOf(entry))).toEqual({
      state: 'running',
      externalId: entry.fault.token,
      actions: [{ stepId: 'break', state: 'running', targets: [...entry.targets].sort() }],
    });
    expect((await proof(entry)).result).toBe('drifted');
    await faults.stop(faultOf(entry), 'enough');
    expect(await faults.observe(faultOf(entry))).toMatchObject({ state: 'stopped' });
    const restored = await looks(entry.targets);
    expect(
      (await proof(entry)).findings.filter(({ detail }) => !/healthy/.test(detail) && detail !== 'as before'),
    ).toEqual([]);
    await faults.undo(entry);
    await faults.stop(faultOf(entry), 'enough');
    expect(await looks(entry.targets)).toEqual(restored);
  });

  test('after its time it is over, and stands until it is undone', async () => {
    const entry = await injected(await aimed(), Date.now() - 6 * 60_000);
    expect(await faults.observe(faultOf(entry))).toMatchObject({ state: 'completed' });
    await faults.undo({ ...entry, undo: { by: 'provider', how: 'not ours' } });
    expect((await proof(entry)).result).toBe('drifted');
    await faults.undo(entry);
    expect(
      (await proof(entry)).findings.filter(({ detail }) => !/healthy/.test(detail) && detail !== 'as before'),
    ).toEqual([]);
    expect(await faults.observe(faultOf(entry))).toMatchObject({ state: 'completed' });
  });

  test('an intent whose answer was lost is found by how its targets look', async () => {
    const {
      fault: { externalId: _, ...unanswered },
      ...entry
    } = await injected(await aimed());
    expect(await faults.observe(faultOf({ ...entry, fault: unanswered }))).toMatchObject({ state: 'running' });
  });

  test('what others did meanwhile is theirs, and the proof says so', async () => {
    const entry = await injected(await aimed());
    await others(entry.targets);
    const theirs = await looks(entry.targets);
    await faults.undo(entry);
    const after = await looks(entry.targets);
    // Nothing of theirs is taken back.
    for (const [i, state] of theirs.entries())
      for (const [name, value] of Object.entries(state))
        if (name === 'targets')
          expect(String(after[i]!.targets).split(' ')).toEqual(expect.arrayContaining(String(value).split(' ')));
        else expect(after[i]![name]).toBe(value);
    expect((await proof(entry)).result).toBe('drifted');
  });

  test('the catalogue says that we undo it, and what its snapshot must show', async () => {
    expect(fault(action)?.undo.map(({ by }) => by)).toEqual(['us']);
    const target = await targets();
    const [state] = await looks(Object.values(target).flat());
    expect(Object.keys(state!).length).toBeGreaterThan(0);
  });
});

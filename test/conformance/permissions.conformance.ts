/** What whoever injects may do, and how many targets FIS takes, over the wire: as IAM and Service Quotas are asked and answer. */
import { DeleteRolePolicyCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { bounded } from '../../adapters/aws/clients.ts';
import { permissionsAcross } from '../../adapters/aws/fault-permissions.ts';
import { mostByTag } from '../../adapters/aws/fis-quotas.ts';
import { reachOf } from '../../adapters/aws/other-accounts.ts';
import { targetQuotas } from '../../core/faults/target-quotas.ts';
import type { Permission, PermissionAnswer } from '../../core/ports/permissions.ts';
import { names } from '../../lib/configuration/names.ts';
import { type FisStub, startFisStub } from './fis-stub.ts';
import { account, settings } from './fleet.ts';
import { makeInjectorRoles } from './injector-roles.ts';
import { stageName } from './machines.ts';
import { type Moto, motoCredentials, motoRegion, startMoto } from './moto.ts';
import { takeViolations } from './violations.ts';

let moto: Moto;
let stub: FisStub;
beforeAll(async () => {
  moto = await startMoto();
  stub = await startFisStub(moto.endpoint, Date.UTC(2026, 2, 3, 9, 30));
  await makeInjectorRoles(moto.endpoint, { subject: 'experiments', account, experiments: [experiment] });
  vi.stubEnv('AWS_ENDPOINT_URL', stub.endpoint);
  vi.stubEnv('AWS_ACCESS_KEY_ID', motoCredentials.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', motoCredentials.secretAccessKey);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await stub.stop();
  await moto.stop();
});

/** One of the test's own, whose role may do what any that is deployed may. */
const experiment = 'shop';
const roleOf = (name: string) => `arn:aws:iam::${account}:role/${name}`;
const deployment = {
  account,
  region: motoRegion,
  faultRole: roleOf(names.faultRole(stageName)),
  injectRole: roleOf(names.function(stageName, 'Inject')),
  undoRole: roleOf(names.function(stageName, 'Undo')),
  lambdaFaults: 'arn:aws:s3:::squall-faults/FisConfigs/',
};
const asking = (over: object = {}) =>
  permissionsAcross(reachOf({ ...deployment, ...over }, {}, { as: 'stop', session: 'a test' }));

const instance = (n: number) => `arn:aws:ec2:${motoRegion}:${account}:instance/i-${n}`;
const optedIn = { key: 'aws:ResourceTag/resilience:fis-enabled', values: ['true'], type: 'string' } as const;
/** By which the templates choose: their roles are held to it. */
const web = { key: 'aws:ResourceTag/Service', values: ['web'], type: 'string' } as const;
const stopping = (over: Partial<Permission> = {}): Permission => ({
  actions: ['ec2:StopInstances'],
  resources: [instance(1)],
  context: [optedIn, web],
  ...over,
});
const denied = (answer: PermissionAnswer) => (answer.asked ? answer.denied : answer.why);

describe('permissions of the deployed roles', () => {
  test('what the stacks give the fault role is allowed, whatever it is asked with', async () => {
    const answer = await asking()({
      provider: 'fis',
      phase: 'inject',
      experiment,
      permissions: [
        stopping({ resources: Array.from({ length: 120 }, (_, n) => instance(n)) }),
        { actions: ['ec2:DescribeInstances'], resources: ['*'], context: [] },
        { actions: ['s3:PutObject'], resources: ['{lambdaFaults}*'], context: [] },
      ],
    });
    expect(answer).toEqual({ asked: true, role: `${deployment.faultRole}-${experiment}`, denied: [] });
    expect(takeViolations()).toEqual([]);
  });

  test('what it may not is told by action and resource, and why', async () => {
    const permissions = [
      stopping({ actions: ['ec2:StopInstances', 's3:DeleteBucket'], resources: [instance(1), instance(2)] }),
      stopping({ context: [{ ...optedIn, values: ['false'] }, web] }),
      stopping({ resources: [instance(3)], context: [web] }),
    ];
    expect(denied(await asking()({ provider: 'fis', phase: 'inject', experiment, permissions }))).toEqual([
      { action: 's3:DeleteBucket', resource: instance(1), why: 'no policy of it allows it' },
      { action: 's3:DeleteBucket', resource: instance(2), why: 'no policy of it allows it' },
      { action: 'ec2:StopInstances', resource: instance(1), why: 'no policy of it allows it' },
      {
        action: 'ec2:StopInstances',
        resource: instance(3),
        why: `no policy of it allows it without ${optedIn.key}, which the fault does not carry`,
      },
    ]);
    expect(takeViolations()).toEqual([]);
  });

  test('what somebody denies is told as denied', async () => {
    const iam = new IAMClient(settings(moto.endpoint));
    const policy = { RoleName: `${names.faultRole(stageName)}-${experiment}`, PolicyName: 'Freeze' };
    const Statement = [{ Effect: 'Deny', Action: 'ec2:Stop*', Resource: instance(2) }];
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument }));
    const answer = await asking()({
      provider: 'fis',
      phase: 'inject',
      experiment,
      permissions: [stopping({ resources: [instance(1), instance(2)] })],
    });
    expect(denied(answer)).toEqual([{ action: 'ec2:StopInstances', resource: instance(2), why: 'a policy denies it' }]);
    await iam.send(new DeleteRolePolicyCommand(policy));
  });

  test('faults of our own are the work of who starts them', async () => {
    const answer = await asking()({ provider: 'squall', phase: 'inject', experiment, permissions: [stopping()] });
    expect(answer).toMatchObject({ role: deployment.injectRole, denied: [{ action: 'ec2:StopInstances' }] });
  });

  test('whether it could be taken back is asked of who stops and undoes', async () => {
    const permissions: readonly Permission[] = [
      stopping({ actions: ['ec2:StartInstances'] }),
      {
        actions: ['fis:StopExperiment'],
        resources: ['arn:{partition}:fis:{region}:{account}:experiment/*'],
        context: [{ key: 'aws:ResourceTag/squall:run', values: ['any'], type: 'string' }],
      },
    ];
    const undoing = { provider: 'fis', phase: 'undo', experiment } as const;
    expect(await asking()({ ...undoing, permissions })).toEqual({
      asked: true,
      role: deployment.undoRole,
      denied: [],
    });
    const breaking = await asking()({ ...undoing, permissions: [stopping()] });
    expect(denied(breaking)).toMatchObject([{ action: 'ec2:StopInstances' }]);
    await expect(asking({ undoRole: undefined })({ ...undoing, permissions })).rejects.toMatchObject({
      name: 'NobodyInjects',
    });
  });

  test('a folder that nobody configured is not asked about, and is denied', async () => {
    const permissions = [stopping({ actions: ['s3:PutObject'], resources: ['{lambdaFaults}*'], context: [] })];
    expect(
      denied(await asking({ lambdaFaults: undefined })({ provider: 'fis', phase: 'inject', experiment, permissions })),
    ).toEqual([
      {
        action: 's3:PutObject',
        resource: '{lambdaFaults}*',
        why: "lambdaFaults is not in the platform's configuration",
      },
    ]);
  });

  test('it cannot be found out of a role that is gone, of an account that is not ours, where nothing injects, and without IAM', async () => {
    const question = { provider: 'fis', phase: 'inject', experiment, permissions: [stopping()] } as const;
    await expect(asking({ faultRole: roleOf('gone') })(question)).rejects.toMatchObject({ name: 'NotFound' });
    await expect(asking()({ ...question, account: '444455556666' })).rejects.toMatchObject({ name: 'UnknownAccount' });
    await expect(asking({ faultRole: undefined })(question)).rejects.toMatchObject({ name: 'NobodyInjects' });
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:9');
    await expect(asking()(question)).rejects.toMatchObject({
      name: 'Unavailable',
      message: expect.stringContaining('SimulatePrincipalPolicy'),
    });
    vi.stubEnv('AWS_ENDPOINT_URL', stub.endpoint);
    expect(takeViolations()).toEqual([]);
  });
});

describe('targets that FIS finds by a tag', () => {
  const action = 'aws:ec2:stop-instances';
  const code = targetQuotas[action]!;
  let client: ServiceQuotasClient;
  beforeEach(() => {
    stub.quotas.applied.clear();
    stub.quotas.defaults.clear();
    client = bounded(new ServiceQuotasClient({ ...settings(stub.endpoint), maxAttempts: 1 }));
  });

  test('are as many as were applied for, or AWS’s default where nothing was', async () => {
    stub.quotas.defaults.set(code, 5);
    expect(await mostByTag(client, action)).toBe(5);
    stub.quotas.applied.set(code, 40);
    expect(await mostByTag(client, action)).toBe(40);
    expect(takeViolations()).toEqual([]);
  });

  test('are not guessed when AWS does not say, or this version knows no quota', async () => {
    await expect(mostByTag(client, action)).rejects.toMatchObject({ name: 'NotFound' });
    await expect(mostByTag(client, 'aws:new:action')).rejects.toMatchObject({ name: 'QuotaUnknown' });
    const away = bounded(new ServiceQuotasClient({ ...settings('http://127.0.0.1:9'), maxAttempts: 1 }));
    await expect(mostByTag(away, action)).rejects.toMatchObject({ name: 'Unavailable' });
    expect(takeViolations()).toEqual([]);
  });
});

/** AWS tells of the place that takes over as a world does: over moto, with quotas answered in front of it. */
import { afterAll, beforeAll, vi } from 'vitest';
import { metricsAcross } from '../../adapters/aws/account-metrics.ts';
import { lookedAt, resourcesAcross } from '../../adapters/aws/account-resources.ts';
import { reachOf } from '../../adapters/aws/other-accounts.ts';
import { awsStandby } from '../../adapters/aws/standby/standby.ts';
import { away, home, standbyContract } from '../contract/standby.contract.ts';
import { account } from './fleet.ts';
import { type Moto, motoCredentials, startMoto } from './moto.ts';
import { passedOn, type Served, serve } from './passing-on.ts';
import { quotaAnswer } from './quota-service.ts';
import { buildStandby } from './standby-setup.ts';

/** vCPUs of On-Demand Standard instances. */
const standard = 'L-1216C47A';
const applied = new Map<string, number>();
const quotas = { applied, defaults: new Map<string, number>(), services: new Map([[standard, 'ec2']]) };
let moto: Moto;
let front: Served;

beforeAll(async () => {
  moto = await startMoto();
  front = await serve(
    async (request, sent) => quotaAnswer(request, sent, quotas) ?? passedOn(request, moto.endpoint, sent),
    (error) => console.error('the quotas failed', error),
  );
  vi.stubEnv('AWS_ENDPOINT_URL', front.endpoint);
  vi.stubEnv('AWS_ACCESS_KEY_ID', motoCredentials.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', motoCredentials.secretAccessKey);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await front.stop();
  await moto.stop();
});

standbyContract('AWS', async (facts) => {
  await moto.reset();
  const now = Date.now();
  await buildStandby(moto.endpoint, facts, now);
  applied.set(standard, facts.vcpus);
  const clock = { now: () => now };
  const deployment = { account, region: home, regions: [away], targetAccounts: [] };
  const reach = reachOf(deployment, {}, { as: 'stop', session: 'test' });
  return {
    ports: {
      metrics: metricsAcross(reach, clock),
      resources: resourcesAcross(lookedAt(reach, clock), reach),
      standby: awsStandby(reach),
    },
    account,
    lag: { namespace: 'Pay', metric: 'Lag', dimensions: {} },
    quota: 'vCPUs of On-Demand Standard instances',
    now: () => now,
  };
});

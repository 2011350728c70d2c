/**
 * A stage's record over the wire: exported from one deployment, imported by the function of the
 * next, who brought it confirmed by moto's STS, kept in DynamoDB, and gone by when it is planned there.
 */
import { createPublicKey } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { clientSettings } from '../../adapters/aws/clients.ts';
import { type DynamodbHistory, dynamodbHistory } from '../../adapters/aws/dynamodb-history.ts';
import { fingerprintOf } from '../../adapters/signatures/key.ts';
import { ownSigningKey } from '../../adapters/signatures/key-file.ts';
import { readExperiment } from '../../apps/documents/read.ts';
import { definitionHash } from '../../core/plan/definition-hash.ts';
import { planStage } from '../../core/plan/plan-stage.ts';
import { toldNothing } from '../../core/platform/settings.ts';
import { placedIn } from '../../core/rollout/placed.ts';
import { stagesOf } from '../../core/rollout/stage.ts';
import { type Environment, variablesOf } from '../../lambdas/runtime/environment.ts';
import { names } from '../../lib/configuration/names.ts';
import { lease, recordOf, terminalOf } from '../contract/records.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { lambdaContext } from '../unit/lambdas/lambda-context.ts';
import { sampleEnvironment } from '../unit/lambdas/sample-environment.ts';
import { squall } from '../workflow/squall-process.ts';
import { type Gateway, startGateway } from './gateway.ts';
import { makeHistoryTable } from './history-table.ts';
import { type Moto, motoRegion, startMoto } from './moto.ts';
import { checkSignatures, type Keys, makeUser } from './people.ts';

const account = '123456789012';
const file = 'templates/rollouts/cpu-stress/experiment.yaml';
const read = readExperiment(file);
if ('problems' in read) throw new Error('the template has problems');
const { experiment } = read;
const hash = definitionHash(experiment);
const place = temporaryFolder('promotions');
const { key } = ownSigningKey(join(place, 'staging.key'));
const environment: Environment = {
  ...sampleEnvironment,
  account,
  region: motoRegion,
  stage: 'production',
  historyTable: names.table('production'),
  promotionTrust: [{ environment: 'staging', key: fingerprint() }],
};

function fingerprint(): string {
  return fingerprintOf(createPublicKey(key));
}

let moto: Moto;
let gateway: Gateway;
let staging: DynamodbHistory;
let production: DynamodbHistory;
let ada: Keys;

beforeAll(async () => {
  moto = await startMoto();
  ada = await makeUser(moto, 'ada');
  const platform = await makeUser(moto, 'platform');
  const told = { ...variablesOf(environment), AWS_ENDPOINT_URL: moto.endpoint, AWS_REGION: motoRegion };
  const keys = { AWS_ACCESS_KEY_ID: platform.accessKeyId, AWS_SECRET_ACCESS_KEY: platform.secretAccessKey };
  const quiet = { POWERTOOLS_LOG_LEVEL: 'SILENT', POWERTOOLS_METRICS_DISABLED: 'true' };
  for (const [name, value] of Object.entries({ ...told, ...keys, ...quiet })) vi.stubEnv(name, value);
  await checkSignatures(moto);
  const client = new DynamoDBClient(clientSettings);
  const at = async (stage: string) => {
    await makeHistoryTable(client, names.table(stage));
    const sample = readFileSync('templates/configuration/squall.config.yaml', 'utf8');
    const own = sample.replace('"111122223333"', `"${account}"`).replace('stage: staging', `stage: ${stage}`);
    writeFileSync(join(place, `${stage}.yaml`), own.replace('region: eu-central-1', `region: ${motoRegion}`));
    return dynamodbHistory(client, names.table(stage));
  };
  staging = await at('staging');
  production = await at('production');
  await production.definitions.storeDefinition({ hash, experiment: placedIn(experiment, 'production')! });
  const { handler } = await import('../../lambdas/triggers/promote.ts');
  gateway = await startGateway(
    () => moto.endpoint,
    (name) => (name === 'squall-production-promote' ? (event) => handler(event, lambdaContext()) : undefined),
  );
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await gateway.stop();
  await moto.stop();
});

const promote = (stage: string, ...args: readonly string[]) =>
  squall(place, ['promote', ...args, '--aws', '--config', `${stage}.yaml`], {
    AWS_REGION: motoRegion,
    AWS_ENDPOINT_URL: moto.endpoint,
    AWS_ENDPOINT_URL_LAMBDA: gateway.endpoint,
    AWS_ACCESS_KEY_ID: ada.accessKeyId,
    AWS_SECRET_ACCESS_KEY: ada.secretAccessKey,
  });

async function runInStaging(runId: string, verdict: 'held' | 'refuted'): Promise<void> {
  const rollout = stagesOf(experiment)[1]!;
  const { name } = experiment.metadata;
  await staging.runs.propose(recordOf(runId, { platform: 'aws', experiment: name, definitionHash: hash, rollout }));
  await staging.runs.arm(runId, lease, []);
  await staging.runs.conclude(runId, terminalOf(runId, { verdict }));
}

/** As Admit and `plan --aws` choose it. */
async function stageInProduction(): Promise<string> {
  const ports = {
    promotions: production.promotions,
    clock: { now: Date.now },
    stage: { environment: 'production', platform: 'aws', functionTimeout: 30_000, settings: toldNothing },
  } as const;
  const placed = placedIn(experiment, 'production')!;
  const staged = await planStage(placed, hash, undefined, ports);
  return staged.ok ? `stage ${staged.rollout?.number} after ${staged.rollout?.after?.runId}` : staged.refusal.why;
}

test('what held in staging lets production begin, and what was refuted there takes that away', async () => {
  await runInStaging('run-1', 'held');
  const exported = await promote('staging', 'export', 'run-1', '--key', 'staging.key', '-o', 'held.json');
  expect(exported.code, exported.stderr).toBe(0);
  expect(exported.stdout.replace(/\s+/g, ' ')).toContain(fingerprint());
  expect(await stageInProduction()).toBe('stage 3 after undefined');

  const imported = await promote('production', 'import', 'held.json');
  expect(imported.code, imported.stderr).toBe(0);
  expect(await stageInProduction()).toBe('stage 3 after run-1');
  const [known] = await production.promotions.of(experiment.metadata.name, hash);
  expect(known?.imported).toMatchObject({ by: `arn:aws:iam::${account}:user/ada`, key: fingerprint() });
  expect((await promote('production', 'ls')).stdout).toContain('user/ada');

  await runInStaging('run-2', 'refuted');
  const late = await promote('staging', 'export', 'run-1', '--key', 'staging.key', '-o', 'late.json');
  expect(late).toMatchObject({ code: 2, stderr: expect.stringContaining('run run-2 has ended at that stage since') });
  await promote('staging', 'export', 'run-2', '--key', 'staging.key', '-o', 'refuted.json');
  expect((await promote('production', 'import', 'refuted.json')).stdout).toContain('did not hold');
  const again = await promote('production', 'import', 'held.json');
  expect(again).toMatchObject({ code: 3, stderr: expect.stringContaining('a newer record of that stage is known') });
  expect(await stageInProduction()).toBe('stage 3 after undefined');
}, 120_000);

test('a record that is altered, signed with another key, or of what is not deployed is refused', async () => {
  await runInStaging('run-3', 'held');
  await promote('staging', 'export', 'run-3', '--key', 'staging.key', '-o', 'good.json');
  const text = readFileSync(join(place, 'good.json'), 'utf8');
  writeFileSync(join(place, 'altered.json'), text.replace('"run-3"', '"run-9"'));
  const altered = await promote('production', 'import', 'altered.json');
  expect(altered).toMatchObject({ code: 3, stderr: expect.stringContaining('the signature does not fit') });
  await promote('staging', 'export', 'run-3', '-o', 'stranger.json');
  const stranger = await promote('production', 'import', 'stranger.json');
  expect(stranger).toMatchObject({ code: 3, stderr: expect.stringContaining('and for staging is trusted') });
  const deployed = { ...placedIn(experiment, 'production')!, maxDuration: 'PT50M' };
  await production.definitions.storeDefinition({ hash: definitionHash(deployed), experiment: deployed });
  const other = await promote('production', 'import', 'good.json');
  expect(other).toMatchObject({ code: 3, stderr: expect.stringContaining('it is of the definition') });
}, 120_000);

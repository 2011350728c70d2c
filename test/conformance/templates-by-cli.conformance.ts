/** The templates of every action's examples, taken by moto from the AWS command line. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { documentOf } from '../../adapters/aws/fis-document.ts';
import { compileWave } from '../../adapters/aws/fis-template.ts';
import { catalogue } from '../../core/faults/catalogue.ts';
import { choosingOf } from '../../core/faults/choosing.ts';
import type { FaultDefinition } from '../../core/faults/definition.ts';
import { compileParameters } from '../../core/faults/parameters.ts';
import { resourceType } from '../../core/faults/resource-types.ts';
import { arnOf } from '../fixtures/catalogue.ts';
import { cliEnvironment } from './aws-cli.ts';
import { account } from './fleet.ts';
import { type Moto, motoRegion, startMoto } from './moto.ts';
import { python } from './virtual-environment.ts';

const home = {
  account,
  region: motoRegion,
  faultRole: `arn:aws:iam::${account}:role/squall-faults`,
  faultLogs: { logGroup: '/aws/vendedlogs/fis/squall-staging', folder: 'arn:aws:s3:::squall-logs/fis/' },
};
const actions = catalogue.filter(({ provider }) => provider === 'fis');
let moto: Moto;

beforeAll(async () => {
  moto = await startMoto();
});
afterAll(async () => {
  await moto?.stop();
});

interface Told {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** One process for all of them. */
async function told(commands: readonly (readonly string[])[]): Promise<readonly Told[]> {
  const env = cliEnvironment(moto.endpoint);
  const batch = spawn(python, [join(import.meta.dirname, 'cli_batch.py')], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  batch.stdin.end(commands.map((words) => `${JSON.stringify(words)}\n`).join(''));
  const lines: Told[] = [];
  const ended = once(batch, 'exit');
  for await (const line of createInterface({ input: batch.stdout })) lines.push(JSON.parse(line) as Told);
  await ended;
  return lines;
}

const chosen = ({ id, targets }: FaultDefinition, count: number): boolean =>
  Object.keys(targets).every((key) => choosingOf(id, key, count).by !== 'nothing');

function exported(definition: FaultDefinition, example: 'minimal' | 'maximal') {
  const [[key = '', { type = '' } = {}] = []] = Object.entries(definition.targets);
  const known = resourceType(type)?.parameters ?? [];
  const parameters = Object.fromEntries(known.map(({ name, allowed }) => [name, allowed?.[0] ?? 'shop']));
  const pods = { type, arns: [], tags: {}, filters: [], parameters, selection: 'ALL' };
  const given = compileParameters(definition, definition.examples[example]);
  const template = documentOf(
    {
      description: definition.id,
      accounts: 'single-account',
      stopAlarms: [`arn:aws:cloudwatch:${motoRegion}:${account}:alarm:shop-checkout-5xx`],
      targets: { pods },
      actions: { break: { action: definition.id, parameters: given, targets: { [key]: 'pods' }, after: [] } },
    },
    { roleArn: home.faultRole, tags: {}, clientToken: `export/${definition.id}/${example}` },
  );
  return { template };
}

function wave(definition: FaultDefinition, example: 'minimal' | 'maximal', count: number) {
  const targets = Object.entries(definition.targets).map(([key, { type }]) => [
    key,
    Array.from({ length: count }, (_, n) => arnOf(type, n, home)),
  ]);
  const token = `run-1/${definition.id}/${example}/${count}`;
  return compileWave(
    {
      runId: 'run-1',
      experiment: 'shop',
      epoch: 1,
      wave: 1,
      provider: 'fis',
      token,
      stopAlarms: ['shop-checkout-5xx'],
      actions: [
        {
          stepId: 'break',
          action: definition.id,
          parameters: compileParameters(definition, definition.examples[example]),
          targets: Object.fromEntries(targets),
        },
      ],
    },
    home,
  );
}

test('all 50 actions, minimal by ARN and maximal by a mark, are created as they were compiled', {
  timeout: 120_000,
}, async () => {
  expect(actions).toHaveLength(50);
  const waves = actions.flatMap((definition) => {
    // Pods are found by parameters alone: a run refuses them, and an export writes them.
    if (!chosen(definition, 1)) return [exported(definition, 'minimal'), exported(definition, 'maximal')];
    return [wave(definition, 'minimal', 1), wave(definition, 'maximal', chosen(definition, 6) ? 6 : 1)];
  });
  expect(waves).toHaveLength(100);
  const create = ['fis', 'create-experiment-template', '--output', 'json', '--cli-input-json'];
  const answers = await told(waves.map(({ template }) => [...create, JSON.stringify(template)]));
  expect(answers.filter(({ code }) => code !== 0)).toEqual([]);
  expect(answers).toHaveLength(waves.length);
  expect(waves.filter(({ template }) => 'logConfiguration' in template).length).toBeGreaterThan(80);
  for (const [i, { template }] of waves.entries()) {
    const { experimentTemplate: made } = JSON.parse(answers[i]!.out) as { experimentTemplate: typeof template };
    const { roleArn, stopConditions, logConfiguration } = template;
    expect(made).toMatchObject({ roleArn, stopConditions, ...(logConfiguration && { logConfiguration }) });
    expect(made.actions!.break).toMatchObject(template.actions!.break!);
    expect(made.targets).toMatchObject(template.targets!);
    for (const { resourceType } of Object.values(made.targets!)) expect(resourceType).toMatch(/^aws:/);
  }
});

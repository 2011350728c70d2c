/** `squall import` and `squall export` with FIS templates, in and out of the library's folder layout. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, expect, it } from 'vitest';
import { execute as exportCommand } from '../../../../../apps/cli/commands/export.ts';
import { execute as importCommand } from '../../../../../apps/cli/commands/import.ts';
import { temporaryFolder } from '../../../../temporary-folder.ts';
import { capturedIo } from './captured-io.ts';

const folder = temporaryFolder('exchange');
const templates = fileURLToPath(new URL('../../../../../templates/experiments', import.meta.url));
const library = join(folder, 'stop-web');
const template = {
  description: 'Stop a quarter of the web instances',
  targets: {
    Web: { resourceType: 'aws:ec2:instance', resourceTags: { Service: 'web' }, selectionMode: 'PERCENT(25)' },
  },
  actions: {
    Stop: {
      actionId: 'aws:ec2:stop-instances',
      parameters: { startInstancesAfterDuration: 'PT5M' },
      targets: { Instances: 'Web' },
    },
  },
  stopConditions: [{ source: 'none' }],
  roleArn: 'arn:aws:iam::<YOUR AWS ACCOUNT>:role/<YOUR ROLE NAME>',
  tags: { Owner: 'checkout-sre', Service: 'checkout' },
};
const file = (name: string, value: unknown) =>
  writeFileSync(join(library, name), typeof value === 'string' ? value : JSON.stringify(value));

beforeEach(() => {
  mkdirSync(library, { recursive: true });
  file('README.md', '# Stop a quarter');
  file('AWSFIS.json', { AWSFIS: { template: { version: '1.0' } } });
  file('stop-web-template.json', template);
  file('stop-web-iam-policy.json', {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  });
});

async function imported(path: string, options: object = {}) {
  const { io, out, err } = capturedIo();
  const code = await importCommand(io, [path], options);
  return { code, out: out.join('\n'), err: err.join('\n') };
}

it('reads the folder of the template library, and says of each file and item what became of it', async () => {
  const { code, out, err } = await imported(library, { strict: true });
  expect(code).toBe(0);
  expect(out).toContain('name: stop-web\n');
  expect(out).toContain('owner: checkout-sre');
  expect(out).toContain('percent: 25');
  expect(out).toMatch(/# stopAlarms: # decide: /);
  expect(err).toContain('stop-web-template.json  AWS FIS:');
  expect(err).toContain('~ changed stopConditions[0]: without a stop condition a run is refused');
  expect(err).toContain('README.md  for people to read');
  expect(err).toMatch(/stop-web\.yaml:\d+:\d+: hypothesis\.probes: found nothing/);
});

it('ends with 2 when anything is lost and --strict is given, and when nothing is an experiment', async () => {
  const { actions } = template;
  file('stop-web-template.json', { ...template, actions: { Stop: { ...actions.Stop, startAfterDelay: 'PT1M' } } });
  const lossy = await imported(library, { strict: true });
  expect([lossy.code, (await imported(library)).code]).toEqual([2, 0]);
  expect(lossy.err).toContain('✗ lost actions.Stop.startAfterDelay: Squall does not know it');
  const other = join(library, 'AWSFIS.json');
  expect(await imported(other)).toMatchObject({ code: 2, err: expect.stringContaining('Nothing of it') });
});

it('reads what the command line of AWS prints, and a stack of CloudFormation, the same', async () => {
  const plain = (await imported(join(library, 'stop-web-template.json'))).out;
  const capital = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(capital)
      : Object.fromEntries(
          Object.entries(value as object).map(([key, each]) => [
            key.slice(0, 1).toUpperCase() + key.slice(1),
            each !== null && typeof each === 'object' && key !== 'tags' && key !== 'actions' && key !== 'targets'
              ? capital(each)
              : each,
          ]),
        );
  file('a.json', { experimentTemplate: { ...template, id: 'EXT1abc' } });
  const stack = capital({ ...template, actions: undefined, targets: undefined }) as object;
  const Actions = {
    Stop: {
      ActionId: 'aws:ec2:stop-instances',
      Parameters: template.actions.Stop.parameters,
      Targets: template.actions.Stop.targets,
    },
  };
  const Targets = {
    Web: { ResourceType: 'aws:ec2:instance', ResourceTags: { Service: 'web' }, SelectionMode: 'PERCENT(25)' },
  };
  const Properties = { ...stack, Actions, Targets };
  file('b.json', { Resources: { 'stop-web': { Type: 'AWS::FIS::ExperimentTemplate', Properties } } });
  const body = (text: string) => text.replace(/^# Imported.*\n/, '').replace(/name: .*/, '');
  expect(body((await imported(join(library, 'a.json'))).out)).toBe(body(plain));
  expect(body((await imported(join(library, 'b.json'))).out)).toBe(body(plain));
});

it('writes that layout, and reads back what it has written', async () => {
  const { io, err } = capturedIo();
  const out = join(folder, 'exported');
  const given = [join(templates, 'cpu-stress/experiment.yaml')];
  expect(await exportCommand(io, given, { output: out, account: '111122223333', region: 'eu-central-1' })).toBe(0);
  expect(readdirSync(out)).toEqual([
    'AWSFIS.json',
    'README.md',
    'cpu-stress-iam-policy.json',
    'cpu-stress-template.json',
    'fis-iam-trust-relationship.json',
  ]);
  expect(readFileSync(join(out, 'cpu-stress-template.json'), 'utf8')).not.toContain('<YOUR');
  expect(readFileSync(join(out, 'README.md'), 'utf8')).toContain('Two web instances lose most of their processors');
  expect(readFileSync(join(out, 'cpu-stress-iam-policy.json'), 'utf8')).toContain('"ssm:SendCommand"');
  expect(err.join('\n')).toContain('✗ lost hypothesis: FIS measures no steady state');
  const back = await imported(out, { strict: true });
  expect(back).toMatchObject({ code: 0, out: expect.stringContaining('action: aws:ssm:send-command') });
  expect(await exportCommand(capturedIo().io, given, { strict: true })).toBe(2);
});

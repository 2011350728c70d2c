import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Asks, findDeployment } from '../../../../apps/aws/deployment.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';

const template = join(import.meta.dirname, '../../../../templates/configuration/squall.config.yaml');
const machine = 'arn:aws:states:eu-central-1:111122223333:stateMachine:squall-staging-experiment';
const stacks: Readonly<Record<string, Record<string, string>>> = {
  'squall-staging-experiments': { ExperimentMachine: machine },
  'squall-staging-history': { HistoryTable: 'squall-staging-history' },
  'squall-half-experiments': {},
};
const asks: Asks = {
  who: async () => ({ account: '111122223333', arn: 'arn:aws:iam::111122223333:user/ada' }),
  region: async () => 'eu-central-1',
  outputs: async (stack, region) => (region === 'eu-central-1' ? stacks[stack] : undefined),
};

describe('a deployment', () => {
  const found = {
    stage: 'staging',
    account: '111122223333',
    region: 'eu-central-1',
    historyTable: 'squall-staging-history',
    experimentMachine: machine,
    caller: 'arn:aws:iam::111122223333:user/ada',
  };

  it('is found by its configuration, whose names follow from the stage', async () =>
    expect(await findDeployment({ config: template }, asks)).toEqual({
      ...found,
      elsewhere: { accounts: [], regions: [] },
      flags: `--aws --config ${template}`,
    }));

  it('is found by the outputs of its stacks, in the Region of the shell or the one that is said', async () => {
    expect(await findDeployment({ stage: 'staging' }, asks)).toEqual({ ...found, flags: '--aws --stage staging' });
    const said = { ...asks, region: () => Promise.reject(new Error('not asked')) };
    expect(await findDeployment({ stage: 'staging', region: 'eu-central-1' }, said)).toMatchObject({
      flags: '--aws --stage staging --region eu-central-1',
    });
  });

  it('of another partition has ARNs of it', async () => {
    const file = join(temporaryFolder('config'), 'squall.config.yaml');
    writeFileSync(file, readFileSync(template, 'utf8').replace('eu-central-1', 'cn-north-1'));
    expect((await findDeployment({ config: file }, asks)).experimentMachine).toMatch(/^arn:aws-cn:states:cn-north-1:/);
  });

  it.each([
    ['both ways', { config: template, stage: 'staging' }, asks, /give one of them/],
    ['neither', {}, asks, /--config <file>.*--stage <stage>/],
    ['a file that is not there', { config: 'missing.yaml' }, asks, /missing\.yaml/],
    [
      'another Region than the file',
      { config: template, region: 'us-east-1' },
      asks,
      /says eu-central-1, and --region us-east-1/,
    ],
    [
      'credentials of another account',
      { config: template },
      { ...asks, who: async () => ({ account: '999988887777', arn: 'arn:aws:iam::999988887777:user/eve' }) },
      /of account 111122223333, and your credentials are of 999988887777 .*user\/eve.*AWS_PROFILE/,
    ],
    [
      'a stage that is not there',
      { stage: 'production' },
      asks,
      /no stack squall-production-experiments in eu-central-1/,
    ],
    ['another Region than the stacks', { stage: 'staging', region: 'us-east-1' }, asks, /in us-east-1: say --region/],
    ['a stack without outputs', { stage: 'half' }, asks, /no output ExperimentMachine/],
  ])('%s: one line that says what to do', async (_what, flags, given, message) => {
    const error = await findDeployment(flags, given as Asks).catch((each: Error) => each);
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).name).toMatch(/^(DeploymentUnknown|InvalidConfiguration)$/);
    expect((error as Error).message.split('\n')).toHaveLength(1);
  });
});

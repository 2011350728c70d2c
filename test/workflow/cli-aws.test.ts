import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { experimentOf, newPlace, resultOf, squall } from './squall-process.ts';

/** Nothing that a developer's own machine knows of AWS, and nobody at the endpoint. */
const nowhere = {
  HOME: temporaryFolder('home'),
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
  AWS_REGION: '',
  AWS_DEFAULT_REGION: '',
  AWS_PROFILE: '',
  AWS_ACCESS_KEY_ID: '',
  AWS_SECRET_ACCESS_KEY: '',
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '',
  AWS_CONTAINER_CREDENTIALS_FULL_URI: '',
  AWS_WEB_IDENTITY_TOKEN_FILE: '',
};
const keys = { AWS_ACCESS_KEY_ID: 'nobody', AWS_SECRET_ACCESS_KEY: 'nothing' };
const stage = ['--aws', '--stage', 'staging'];

/** Ends a process with 99 as soon as it loads a client of ours. The engine of the state machines brings one of its own. */
const withoutSdk = `import{registerHooks}from'node:module';registerHooks({load(url,context,next){
if(/@aws-sdk.client-(dynamodb|sts|cloudformation|sfn|ec2|fis)/.test(url))process.exit(99);return next(url,context)}})`;

describe.concurrent('without --aws', () => {
  it('no client of AWS is loaded, and with it there are', async () => {
    const place = newPlace();
    const env = { ...nowhere, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(withoutSdk)}` };
    const codes = [['--help'], ['ls'], ['ls', 'faults'], ['validate', experimentOf('cpu-stress')], ['ls', ...stage]];
    const answers = await Promise.all(codes.map((args) => squall(place, args, env)));
    expect(answers.map(({ code }) => code)).toEqual([0, 0, 0, 0, 99]);
  });
});

describe.concurrent('--aws without an AWS to go to', () => {
  const place = newPlace();

  it.each([
    ['no Region', ['ls', ...stage], {}, 2, /in which Region is it\? Say --region/],
    [
      'no credentials',
      ['ls', ...stage, '--region', 'eu-central-1'],
      {},
      1,
      /no AWS credentials were found: set AWS_PROFILE/,
    ],
    [
      'no answer',
      ['stop', ...stage, '--region', 'eu-central-1'],
      keys,
      1,
      /AWS does not answer: STS GetCallerIdentity: .*AWS_ENDPOINT_URL/,
    ],
  ] as const)('%s: one line with what to do, and no stack', async (_what, args, env, exitCode, message) => {
    const { code, stdout, stderr } = await squall(place, args, { ...nowhere, ...env });
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect({ code, stdout }).toEqual({ code: exitCode, stdout: '' });
  });

  it('shows the stack when it is asked for', async () => {
    const { stderr } = await squall(place, ['--verbose', 'ls', ...stage, '--region', 'eu-central-1'], nowhere);
    expect(stderr).toMatch(/\n\s+at /);
  });

  it('reads the file first, and asks AWS only about a sound one', async () => {
    const file = join(place, 'unsound.yaml');
    writeFileSync(
      file,
      readFileSync(join(place, experimentOf('cpu-stress')), 'utf8').replace('blastRadius:', 'blastRadios:'),
    );
    const answer = await squall(place, ['run', 'unsound.yaml', ...stage, '--yes', '--json'], nowhere);
    expect(answer.code).toBe(2);
    expect(answer.stderr).toMatch(/unsound\.yaml:\d+:\d+: .*blastRadios/);
    expect(resultOf(answer)).toMatchObject({ runId: null, exitCode: 2 });
  });
});

import { describe, expect, test } from 'vitest';
import { compileWave } from '../../../../adapters/aws/fis-template.ts';
import type { FaultAction, Injection } from '../../../../core/ports/faults.ts';

const home = { account: '111122223333', region: 'eu-central-1', faultRole: 'arn:aws:iam::111122223333:role/faults' };
const instances = (count: number) =>
  Array.from({ length: count }, (_, i) => `arn:aws:ec2:eu-central-1:111122223333:instance/i-${i}`);
const stop = (stepId: string, count: number): FaultAction => ({
  stepId,
  action: 'aws:ec2:stop-instances',
  parameters: { startInstancesAfterDuration: 'PT5M' },
  targets: { Instances: instances(count) },
});
const wait: FaultAction = { stepId: 'watch', action: 'aws:fis:wait', parameters: { duration: 'PT5M' }, targets: {} };
const injection = (actions: readonly FaultAction[], stopAlarms: readonly string[] = []): Injection => ({
  runId: 'run-1',
  experiment: 'shop',
  epoch: 1,
  wave: 2,
  provider: 'fis',
  token: 'run-1/2/fis',
  actions,
  stopAlarms,
});

describe('a wave as an FIS template', () => {
  test('FIS logs where the platform says, in the account of the experiment, and else nowhere', () => {
    const logs = (faultLogs: object) =>
      compileWave(injection([wait]), { ...home, faultLogs }).template.logConfiguration;
    expect(logs({ logGroup: '/fis', folder: 'arn:aws:s3:::my-logs/a/b/' })).toEqual({
      logSchemaVersion: 2,
      cloudWatchLogsConfiguration: { logGroupArn: 'arn:aws:logs:eu-central-1:111122223333:log-group:/fis:*' },
      s3Configuration: { bucketName: 'my-logs', prefix: 'a/b' },
    });
    expect(logs({ folder: 'arn:aws:s3:::my-logs/' })).toEqual({
      logSchemaVersion: 2,
      s3Configuration: { bucketName: 'my-logs' },
    });
    expect(compileWave(injection([wait]), home).template.logConfiguration).toBeUndefined();
  });

  test('few targets are named, all of them, and nothing may resolve to none', () => {
    const { template, marked } = compileWave(injection([stop('power', 5), wait]), home);
    expect(marked).toEqual([]);
    expect(template.targets).toEqual({
      'target-0': { resourceType: 'aws:ec2:instance', selectionMode: 'ALL', resourceArns: instances(5) },
    });
    expect(template.actions).toEqual({
      power: {
        actionId: 'aws:ec2:stop-instances',
        parameters: { startInstancesAfterDuration: 'PT5M' },
        targets: { Instances: 'target-0' },
      },
      watch: { actionId: 'aws:fis:wait', parameters: { duration: 'PT5M' } },
    });
    expect(template.experimentOptions).toMatchObject({ emptyTargetResolutionMode: 'fail' });
  });

  test('more than five are chosen by a mark of this run, wave and target', () => {
    const { template, marked } = compileWave(injection([stop('a', 1), stop('b', 6), stop('c', 7)]), home);
    expect(marked).toEqual([
      { key: 'squall:chosen-2-1', value: 'run-1', arns: instances(6) },
      { key: 'squall:chosen-2-2', value: 'run-1', arns: instances(7) },
    ]);
    expect(template.targets?.['target-1']).toEqual({
      resourceType: 'aws:ec2:instance',
      selectionMode: 'ALL',
      resourceTags: { 'squall:chosen-2-1': 'run-1' },
    });
  });

  test('stop alarms by ARN; none is said to be none', () => {
    expect(compileWave(injection([wait], ['slow']), home).template.stopConditions).toEqual([
      { source: 'aws:cloudwatch:alarm', value: 'arn:aws:cloudwatch:eu-central-1:111122223333:alarm:slow' },
    ]);
    expect(compileWave(injection([wait]), home).template.stopConditions).toEqual([{ source: 'none' }]);
  });

  test('it carries run, epoch, wave and token, and is the same every time', () => {
    const wave = injection([stop('power', 6)], ['slow']);
    const { template, tags } = compileWave(wave, home);
    expect(tags).toEqual({
      'squall:run': 'run-1',
      'squall:epoch': '1',
      'squall:wave': '2',
      'squall:token': 'run-1/2/fis',
    });
    expect(template).toMatchObject({ tags, clientToken: 'run-1/2/fis', roleArn: `${home.faultRole}-shop` });
    expect(compileWave(wave, home)).toEqual(compileWave(wave, home));
  });

  test.each([
    ['no role', injection([wait]), { account: home.account, region: home.region }, 'no role'],
    ['another Region', injection([stop('power', 1)]), { ...home, region: 'eu-west-1' }, 'outside'],
    ['another account', injection([stop('power', 1)]), { ...home, account: '999988887777' }, 'outside'],
    ['an unknown action', injection([{ ...stop('power', 1), action: 'aws:ec2:melt' }]), home, 'aws:ec2:melt'],
  ])('%s is refused', (_what, wave, settings, why) => {
    expect(() => compileWave(wave, settings)).toThrow(expect.objectContaining({ name: 'FaultRefused' }));
    expect(() => compileWave(wave, settings)).toThrow(why);
  });
});

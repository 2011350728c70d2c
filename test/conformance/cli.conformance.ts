/** `squall … --aws` end to end: the command line as a process, moto in the place of AWS, the deployed machines and functions behind. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CreateScheduleCommand, CreateScheduleGroupCommand } from '@aws-sdk/client-scheduler';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { names } from '../../lib/configuration/names.ts';
import { linesOf, resultOf } from '../workflow/squall-process.ts';
import { type CliPlatform, startCliPlatform } from './cli-platform.ts';
import { account } from './fleet.ts';

let cli: CliPlatform;
/** Processes that look every two seconds of the wall, each with an SDK to load. Milliseconds. */
const long = { timeout: 400_000 };
const aws = ['--aws', '--stage', 'staging'];
const idOf = (line: Record<string, unknown>) => String(line.runId);

/** Lets time go on until the run is at rest. */
const atRest = (runId: string) =>
  cli.platform.until(async () => (await cli.platform.history.runs.load(runId))?.terminal !== undefined);
/** Lets time go on until its journal has such an entry. */
const until = (runId: string, type: string) =>
  cli.platform.until(async () => (await cli.platform.history.journal.read(runId)).some((entry) => entry.type === type));

beforeAll(async () => {
  cli = await startCliPlatform();
}, long.timeout);
afterAll(() => cli?.stop());

describe('a platform on which nothing has run', long, () => {
  test('is found by its stage or its configuration, and lists what it holds', async () => {
    const config = join(cli.place, 'templates/configuration/squall.config.yaml');
    const [empty, experiments, elsewhere, stranger] = await Promise.all([
      cli.squall('ls', ...aws),
      cli.squall('ls', 'experiments', ...aws, '--output', 'json'),
      cli.squall('ls', '--aws', '--stage', 'nowhere'),
      cli.squall('ls', '--aws', '--config', config),
    ]);
    expect(empty, empty.stderr).toMatchObject({ code: 0, stdout: 'No runs in squall-staging in eu-central-1.\n' });
    expect(JSON.parse(experiments.stdout)).toMatchObject([{ name: 'instance-termination', environment: 'staging' }]);
    expect(elsewhere).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no stack squall-nowhere-experiments'),
    });
    expect(stranger.code).toBe(2);
    expect(stranger.stderr).toMatch(/is of account 111122223333, and your credentials are of 123456789012/);
    writeFileSync(join(cli.place, 'squall.config.yaml'), readFileSync(config, 'utf8').replace('111122223333', account));
    const own = await cli.squall('ls', '--aws', '--unfinished');
    expect(own, own.stderr).toMatchObject({ code: 0, stdout: expect.stringContaining('No runs in squall-staging') });
    expect((await cli.squall('show', ...aws)).stderr).toContain('there are no runs in squall-staging');
  });

  test('shows when a deployed schedule comes next, as EventBridge Scheduler has it', async () => {
    const { scheduler } = cli.platform.clients;
    const [GroupName, Name] = [names.schedules('staging'), 'instance-termination'];
    const next = () => cli.squall('schedule', 'next', Name, ...aws, '--from', '2026-12-01', '--count', '1');
    expect((await next()).stderr).toContain('instance-termination has no schedule in squall-staging in eu-central-1');
    await scheduler.send(new CreateScheduleGroupCommand({ Name: GroupName }));
    const target = {
      Arn: `arn:aws:lambda:eu-central-1:${account}:function:start`,
      RoleArn: `arn:aws:iam::${account}:role/start`,
    };
    await scheduler.send(
      new CreateScheduleCommand({
        GroupName,
        Name,
        State: 'DISABLED',
        ScheduleExpression: 'cron(30 16 ? * SAT *)',
        ScheduleExpressionTimezone: 'America/New_York',
        FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 },
        Target: target,
      }),
    );
    const [shown, unknown] = await Promise.all([next(), cli.squall('schedule', 'next', 'instance-terminaton', ...aws)]);
    expect(shown.stdout, shown.stderr).toMatch(
      /cron\(30 16 \? \* SAT \*\) America\/New_York, within PT15M of it; DISABLED in squall-staging[\s\S]*Sat 2026-12-05 16:30 +2026-12-05 21:30 +refused: window/,
    );
    expect(unknown.stderr).toContain('did you mean instance-termination?');
  });

  test('shows on which days a deployed monkey plans, with the holidays that it was deployed with', async () => {
    const { scheduler } = cli.platform.clients;
    const [GroupName, Name] = [names.monkeys('staging'), 'chaos-monkey'];
    const file = join(import.meta.dirname, '../../templates/monkeys/chaos-monkey/monkey.yaml');
    const monkey = parse(readFileSync(file, 'utf8'));
    const calendar = {
      of: monkey.guardrails.holidays,
      from: '2026-01-01',
      to: '2027-12-31',
      timeZones: ['Europe/Berlin'],
      holidays: [{ date: '2026-12-03', name: 'a day that only this deployment keeps' }],
    };
    await scheduler.send(new CreateScheduleGroupCommand({ Name: GroupName }));
    await scheduler.send(
      new CreateScheduleCommand({
        GroupName,
        Name,
        State: 'DISABLED',
        ScheduleExpression: 'cron(30 7 ? * * *)',
        ScheduleExpressionTimezone: 'Europe/Berlin',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          Arn: `arn:aws:states:eu-central-1:${account}:stateMachine:monkeys`,
          RoleArn: `arn:aws:iam::${account}:role/monkeys`,
          Input: JSON.stringify({
            monkey,
            calendar,
            seed: 7,
            scheduledTime: '<aws.scheduler.scheduled-time>',
            places: [],
          }),
        },
      }),
    );
    const { stdout, stderr } = await cli.squall(
      'schedule',
      'next',
      Name,
      ...aws,
      '--from',
      '2026-12-02',
      '--count',
      '2',
    );
    expect(stdout, stderr).toMatch(
      /DISABLED in squall-staging in eu-central-1[\s\S]*Wed 2026-12-02 +09:00 to 14:45[\s\S]*Thu 2026-12-03 .*a day that only this deployment keeps/,
    );
  });

  test('refuses a file that is not what is deployed, and a name that nobody deployed', async () => {
    const changed = join(cli.place, 'changed.yaml');
    writeFileSync(
      changed,
      readFileSync(cli.file, 'utf8')
        .replace('atLeast: 99.5', 'atLeast: 99.9')
        .replace(/^world: .*\n/m, ''),
    );
    const [planned, ran, unknown] = await Promise.all([
      cli.squall('plan', changed, ...aws),
      cli.squall('run', changed, ...aws, '--yes', '--json'),
      cli.squall('run', 'unheard-of', ...aws, '--yes'),
    ]);
    expect(planned, planned.stderr).toMatchObject({ code: 3, stdout: expect.stringContaining('is deployed as') });
    expect(ran.stderr).toContain('not injecting: deployed: ');
    expect(resultOf(ran)).toMatchObject({
      runId: null,
      exitCode: 3,
      reason: expect.stringContaining('cdk deploy it first'),
    });
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('deployed are instance-termination') });
    expect(cli.platform.machines.executions.size).toBe(0);
  });
});

describe('a run from the command line', long, () => {
  let runId: string;

  test('is planned, run, watched from a second process, and reported', async () => {
    const planned = await cli.squall('plan', cli.file, ...aws, '--seed', '7', '--output', 'json');
    expect(planned.code, planned.stdout + planned.stderr).toBe(0);
    const { plan, deployed } = JSON.parse(planned.stdout) as { plan: { hash: string }; deployed: { same: boolean } };
    expect(deployed.same).toBe(true);

    const agreed = ['--seed', '7', '--plan', plan.hash.slice(0, 16)];
    const run = cli.start('run', cli.file, ...aws, ...agreed, '--yes', '--json', '--report', 'out');
    await run.until('"type":"started"');
    await cli.platform.until(async () => (await cli.platform.history.runs.list({})).length === 1);
    runId = (await cli.platform.history.runs.list({}))[0]!.runId;
    await until(runId, 'injected');
    const watch = cli.start('watch', ...aws, '--json');
    await watch.until('"type":"injected"');
    const shown = await cli.squall('show', ...aws);
    expect(shown.stdout, shown.stderr).toMatch(/injecting, 1 fault active[\s\S]*squall stop \S+ --aws --stage staging/);
    await atRest(runId);

    const [ran, watched] = await Promise.all([run.answer, watch.answer]);
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stderr).toContain(`AWS account ${account}, eu-central-1, stage staging (seed 7): real resources`);
    expect(resultOf(ran)).toMatchObject({
      runId,
      end: 'completed',
      verdict: 'held',
      recovery: 'irreversible',
      seed: 7,
      plan: plan.hash,
    });
    expect(watched.code).toBe(0);
    const journal = await cli.platform.history.journal.read(runId);
    expect(linesOf(watched).slice(0, -1)).toEqual(journal);
    expect(linesOf(ran).slice(1, -1)).toEqual(journal);
    const { startedBy, definitionHash } = (await cli.platform.history.runs.load(runId))!;
    expect(startedBy).toMatch(/^arn:aws:/);
    expect(cli.platform.machines.executions.get(runId)?.ended?.how).toBe('succeeded');
    expect(definitionHash).toHaveLength(64);
    const html = readFileSync(join(cli.place, 'out/report.html'), 'utf8');
    expect(html).toContain('Terminate one web instance');
    expect(html).toContain(runId);
  });

  test('is shown, listed and reported again by any process', async () => {
    const [shown, canonical, again, listed, report] = await Promise.all([
      cli.squall('show', runId.slice(0, -2), ...aws),
      cli.squall('show', runId, ...aws, '--canonical'),
      cli.squall('show', 'last', ...aws, '--canonical'),
      cli.squall('ls', ...aws, '--verdict', 'held'),
      cli.squall('report', 'last', ...aws),
    ]);
    expect(shown.stdout, shown.stderr).toContain('HELD');
    expect(canonical.stdout.length).toBeGreaterThan(1000);
    expect(again.stdout).toBe(canonical.stdout);
    expect(listed.stdout).toMatch(/^run +began +ended/);
    expect(listed.stdout).toContain(runId);
    const written = report.stdout.trim().split('\n');
    expect(written.map((path) => path.split('.').at(-1)).sort()).toEqual(['html', 'json', 'md', 'xml']);
    for (const path of written) expect(existsSync(resolve(cli.place, path))).toBe(true);
    const stopped = await cli.squall('stop', ...aws);
    expect(stopped).toMatchObject({ code: 0, stdout: expect.stringContaining('was at rest already') });
  });

  test('is refused by a plan that is another by now', async () => {
    const run = ['run', 'instance-termination', ...aws, '--yes', '--json', '--seed', '8'];
    const answer = await cli.squall(...run, '--plan', '0'.repeat(16));
    expect(resultOf(answer)).toMatchObject({ exitCode: 3, reason: expect.stringContaining('plan-hash') });
    expect(await cli.platform.history.runs.list({})).toHaveLength(1);
  });
});

describe('a run that is interfered with', long, () => {
  test('rolls back on Ctrl-C through the deployed Stop function: 6', async () => {
    const run = cli.start('run', 'instance-termination', ...aws, '--yes', '--json', '--seed', '9');
    await run.until('"type":"started"');
    await cli.platform.until(async () => (await cli.platform.history.runs.list({ unfinished: true })).length === 1);
    const { runId } = (await cli.platform.history.runs.list({ unfinished: true }))[0]!;
    await until(runId, 'injected');
    await run.until('"type":"injected"');
    run.kill('SIGINT');
    await run.until('"type":"handed-over"');
    await atRest(runId);
    const answer = await run.answer;
    expect(answer.code, answer.stderr).toBe(6);
    expect(answer.stderr).toContain('Stopping and rolling back');
    expect(resultOf(answer)).toMatchObject({ runId, end: 'aborted', exitCode: 6 });
    const { cause } = (await cli.platform.history.runs.load(runId))!.terminal!;
    expect(cause).toMatchObject({
      kind: 'person',
      detail: expect.stringMatching(/^arn:aws:.* stopped it: interrupted/),
    });
  });

  test('goes on without the process that asked for it, and is stopped from another', async () => {
    const asked = await cli.squall('run', cli.file, ...aws, '--yes', '--detach', '--seed', '10');
    expect(asked.code, asked.stderr).toBe(0);
    const runId = asked.stdout.trim();
    expect(runId).toMatch(/^instance-termination-\d{8}-\d{6}-\w{4}$/);
    await until(runId, 'armed');
    expect((await cli.squall('ls', ...aws, '--unfinished', '--output', 'json')).stdout).toContain(runId);
    const sweep = await cli.squall('reap', ...aws);
    expect(sweep, sweep.stderr).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('1 run not at rest, and none abandoned'),
    });
    const stopped = await cli.squall('stop', ...aws, '--no-wait', '--reason', 'that is enough');
    expect(stopped, stopped.stderr).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('asked the platform to stop'),
    });
    await atRest(runId);
    const watched = await cli.squall('watch', 'last', ...aws, '--json');
    expect(watched.code, watched.stderr).toBe(6);
    expect(idOf(resultOf(watched))).toBe(runId);
    const { terminal } = (await cli.platform.history.runs.load(runId))!;
    expect(terminal).toMatchObject({ end: 'aborted', cause: { detail: expect.stringContaining('that is enough') } });
  });
});

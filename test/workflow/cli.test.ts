import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verbs } from '../../apps/cli/verbs/index.ts';
import { experimentOf, newPlace, root, squall } from './squall-process.ts';

const place = newPlace();
const drill = experimentOf('az-power-interruption');

describe.concurrent('squall', () => {
  it('lists every verb in its help, also when asked for nothing', async () => {
    for (const args of [['--help'], []]) {
      const { code, stdout } = await squall(place, args);
      expect(code).toBe(0);
      for (const { name } of verbs) expect(stdout).toMatch(new RegExp(`^ {2}${name} `, 'm'));
    }
  });

  it('prints the version of the package', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    expect(await squall(place, ['--version'])).toMatchObject({ code: 0, stdout: `${version}\n` });
  });

  it.each([
    [['rnu', 'x.yaml'], /unknown command 'rnu'[\s\S]*Did you mean run\?/],
    [['run', 'x.yaml', '--sed', '3'], /unknown option '--sed'[\s\S]*Did you mean --seed\?/],
    [['run', 'x.yaml', '--seed', 'seven'], /whole number/],
    [['run', 'x.yaml', '--speed', '0'], /from 1 up, or max/],
    [['run'], /missing required argument 'file'/],
    [['ls', 'nothing'], /Allowed choices are runs, experiments, drills, monkeys, faults, worlds/],
    [['plan', 'x.yaml', '--output', 'xml'], /Allowed choices are text, json, yaml/],
    [['report', '--format', 'pdf'], /Allowed choices are html, markdown, json, junit/],
    [['run', drill, '--aws', '--yes'], /which deployment\?.*--config <file>.*--stage <stage>/],
    [['ls', '--aws', '--config', 'missing.yaml'], /missing\.yaml/],
    [['ls', '--aws', '--config', 'squall.config.yaml', '--stage', 'staging'], /give one of them/],
    [['run', drill, '--aws', '--speed', '60'], /--speed is of the platform on this machine/],
    [['run', drill, '--aws', '--local', '--yes'], /--local is of the platform on this machine/],
    [['plan', drill, '--aws', '--predict'], /--predict is of the platform on this machine/],
    [['watch', 'last', '--stage', 'staging'], /--stage is of a platform in AWS: add --aws/],
    [['run', drill, '--detach', '--yes'], /--detach is of a platform in AWS/],
    [['ls', 'faults', '--aws'], /--aws says nothing of faults/],
    [['run', drill, '--plan', 'abcdef0123456789'], /add the --seed/],
    [['run', drill, '--param', 'zone', '--yes'], /--param takes name=value/],
    [['run', drill, '--param', 'duraton=PT5M', '--yes'], /duraton[\s\S]*did you mean duration/],
    [['run', drill, '--param', 'duration=PT2H', '--yes'], /duration[\s\S]*PT30M/],
    [['show', 'last'], /there are no runs in \.squall/],
    [['run', 'missing.yaml', '--yes'], /missing\.yaml/],
    [['run', drill], /add --yes/],
  ])('%j is invalid, and says why', async (args, message) => {
    const { code, stdout, stderr } = await squall(place, args as string[]);
    expect(stderr).toMatch(message as RegExp);
    expect(stderr).not.toMatch(/^\s+at .*:\d+:\d+/m);
    expect({ code, stdout: stdout.replace(/^simulated cloud.*\n/, '') }).toEqual({ code: 2, stdout: '' });
    expect(existsSync(join(place, '.squall'))).toBe(false);
  });

  it('ends --json with a result even when nothing ran', async () => {
    const { code, stdout } = await squall(place, ['run', 'missing.yaml', '--yes', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ type: 'result', runId: null, exitCode: 2 });
  });

  it('lists experiments, worlds and faults', async () => {
    const listed = async (what: string, ...more: string[]) =>
      JSON.parse((await squall(place, ['ls', what, '--output', 'json', ...more])).stdout) as Record<string, unknown>[];
    const [experiments, worlds, faults, monkeys] = await Promise.all([
      listed('experiments', '--in', 'templates/experiments'),
      listed('worlds'),
      listed('faults'),
      listed('monkeys'),
    ]);
    expect(experiments!.map(({ name }) => name)).toEqual(readdirSync(join(root, 'templates/experiments')).sort());
    expect(experiments!.every(({ problems }) => problems === 0)).toBe(true);
    expect(worlds!.map(({ name }) => name)).toContain('shop');
    expect(monkeys!.map(({ name, problems }) => `${name} ${problems}`)).toContain('chaos-monkey 0');
    expect(faults!.map(({ id }) => id)).toContain('aws:ec2:stop-instances');
  });

  it('prints the JSON Schema of each kind', async () => {
    for (const kind of ['experiment', 'world', 'monkey']) {
      const { stdout } = await squall(place, ['schema', kind]);
      expect(JSON.parse(stdout)).toMatchObject({ $schema: 'http://json-schema.org/draft-07/schema#' });
    }
  });

  it('honours NO_COLOR, and FORCE_COLOR off a terminal', async () => {
    const args = ['ls', 'faults'];
    const outputs = await Promise.all([
      squall(place, args),
      squall(place, args, { FORCE_COLOR: '1' }),
      squall(place, args, { FORCE_COLOR: '1', NO_COLOR: '1' }),
      squall(place, [...args, '--no-color'], { FORCE_COLOR: '1' }),
    ]);
    expect(outputs.map(({ stdout }) => stdout.includes('\u001B'))).toEqual([false, true, false, false]);
  });

  it('strips escape sequences of a file from what it prints', async () => {
    const place = newPlace();
    const text = readFileSync(join(place, drill), 'utf8');
    const wicked = `${drill}.wicked.yaml`;
    writeFileSync(join(place, wicked), text.replace(/title: .*/, 'title: "Lose\\e[2J a \\u202Ezone"'));
    const { stdout, code } = await squall(place, ['plan', wicked, '--seed', '7', '--traffic', 'closed-form']);
    expect(code).toBe(0);
    expect(stdout).toContain('Lose a zone');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may be left
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u202E]/);
  });
});

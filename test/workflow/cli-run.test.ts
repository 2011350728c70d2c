import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { experimentOf, linesOf, newPlace, resultOf, squall } from './squall-process.ts';

const drill = experimentOf('az-power-interruption');
const fast = ['--traffic', 'closed-form'];
const change = (file: string, from: RegExp | string, to: string) => {
  const before = readFileSync(file, 'utf8');
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  writeFileSync(file, after);
};

describe.concurrent('squall run', () => {
  it('--json prints one object a line, the run first and the result last, and nothing else', async () => {
    const place = newPlace();
    const junit = join(place, 'out/result.xml');
    const answer = await squall(place, ['run', drill, '--yes', '--json', '--seed', '7', '--junit', junit, ...fast]);
    const lines = linesOf(answer);
    expect(lines[0]).toMatchObject({ type: 'started', seed: 7, where: expect.stringContaining('no AWS account') });
    expect(lines.at(-1)).toMatchObject({
      type: 'result',
      runId: lines[0]!.runId,
      end: 'completed',
      verdict: 'held',
      recovery: 'restored',
      exitCode: 0,
      seed: 7,
    });
    expect(answer.code, answer.stderr).toBe(0);
    expect(answer.stderr).toContain('simulated cloud (world shop, seed 7): no AWS account is touched');
    expect(lines.filter(({ type }) => type === 'concluded')).toHaveLength(1);
    expect(lines.filter(({ type }) => type === 'result')).toHaveLength(1);
    const reports = lines.at(-1)!.reports as string[];
    expect(reports.map((path) => path.split('.').at(-1)).sort()).toEqual(['html', 'json', 'md', 'xml', 'xml']);
    for (const path of reports) expect(existsSync(resolve(place, path))).toBe(true);
    expect(readFileSync(junit, 'utf8')).toContain('<testsuite');
  });

  it('plans what the simulator does not simulate, and refuses to rehearse it before anything begins', async () => {
    const place = newPlace();
    const stream = experimentOf('stream-throttled');
    const why =
      'the simulator does not model aws:kinesis:stream-provisioned-throughput-exception: a world has no streams';
    const [planned, run] = await Promise.all([
      squall(place, ['plan', stream, '--seed', '7', ...fast]),
      squall(place, ['run', stream, '--yes', '--seed', '7', ...fast]),
    ]);
    expect(planned.code, planned.stderr).toBe(0);
    expect(planned.stdout).toContain(`No rehearsal: ${why} (step throttle)`);
    expect(run.stderr).toContain(`not injecting: simulator: ${why}`);
    expect(run.code).toBe(3);
    expect(existsSync(join(place, '.squall'))).toBe(false);
  });

  it('tells people one line a transition, the verdict, the table, the proof and the report', async () => {
    const place = newPlace();
    const { code, stdout } = await squall(place, ['run', drill, '--yes', '--seed', '7', ...fast]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^simulated cloud \(world shop, seed 7\): no AWS account is touched\n/);
    for (const said of ['armed: lease of', 'injected power-web, power-api', '\nHELD\n', '✔ restored  power-web'])
      expect(stdout).toContain(said);
    expect(stdout).toMatch(/success-rate +at least 99.5 +before/);
    expect(stdout).toMatch(/Report {3}.*\.squall\/reports\/az-power-interruption-.*\/report\.html\n$/);
    const [run, shown, printed] = await Promise.all([
      squall(place, ['ls', '--output', 'json']),
      squall(place, ['show']),
      squall(place, ['report', 'az-power', '--format', 'markdown']),
    ]);
    expect(JSON.parse(run.stdout)).toMatchObject([{ experiment: 'az-power-interruption', seed: 7 }]);
    expect(shown.stdout).toContain('HELD');
    expect(printed.stdout).toMatch(/^# /);
  });

  it('replays a seed to the same bytes, whatever the speed', async () => {
    const canonical = await Promise.all(
      [['7'], ['7', '--speed', '100000']].map(async (seed) => {
        const place = newPlace();
        await squall(place, ['run', drill, '--yes', ...fast, '--seed', ...seed]);
        return (await squall(place, ['show', '--canonical'])).stdout;
      }),
    );
    expect(canonical[0]!.length).toBeGreaterThan(1000);
    expect(canonical[1]).toBe(canonical[0]);
  });

  it('exits 4 or 5 where there is no capacity to spare', async () => {
    const place = newPlace();
    const underprovisioned = experimentOf('az-power-interruption-underprovisioned');
    const answer = await squall(place, ['run', underprovisioned, '--yes', '--json', '--seed', '1', ...fast]);
    expect([4, 5]).toContain(answer.code);
    expect(resultOf(answer)).toMatchObject({ exitCode: answer.code, verdict: 'refuted', recovery: 'restored' });
  });

  it('exits 3 when a guardrail refuses, in the words of the plan, and keeps the record', async () => {
    const place = newPlace();
    change(join(place, drill), 'environment: staging', 'environment: production');
    const [planned, detailed, ran] = await Promise.all([
      squall(place, ['plan', drill, ...fast]),
      squall(place, ['plan', drill, '--detailed-exitcode', '--output', 'json', ...fast]),
      squall(place, ['run', drill, '--yes', '--json', ...fast]),
    ]);
    expect([planned.code, detailed.code, ran.code]).toEqual([3, 3, 3]);
    expect(planned.stdout).toContain('not injecting: environment: ');
    expect((JSON.parse(detailed.stdout) as { refusals: unknown[] }).refusals).toMatchObject([{ rule: 'environment' }]);
    expect(resultOf(ran)).toMatchObject({
      end: 'refused',
      exitCode: 3,
      reason: expect.stringContaining('environment'),
    });
    expect((await squall(place, ['ls'])).stdout).toContain('refused');
  });

  it('plan answers 2 to --detailed-exitcode when something would be touched, and run holds to its hash', async () => {
    const place = newPlace();
    const planned = await squall(place, [
      'plan',
      drill,
      '--seed',
      '7',
      '--detailed-exitcode',
      '--output',
      'json',
      ...fast,
    ]);
    expect(planned.code).toBe(2);
    expect(existsSync(join(place, '.squall'))).toBe(false);
    const { hash } = (JSON.parse(planned.stdout) as { plan: { hash: string } }).plan;
    const run = (plan: string) =>
      squall(place, ['run', drill, '--yes', '--json', '--seed', '7', '--plan', plan, '--directory', plan, ...fast]);
    const [same, other] = await Promise.all([run(hash.slice(0, 16)), run('0'.repeat(64))]);
    expect(same.code).toBe(0);
    expect(other.code).toBe(3);
  });

  it('wants the name typed where a target carries a production tag, whatever --yes says', async () => {
    const place = newPlace();
    change(join(place, 'templates/worlds/shop.yaml'), 'tags: { resilience:', 'tags: { env: prod, resilience:');
    const unasked = await squall(place, ['run', drill, '--yes', ...fast]);
    expect(unasked.code).toBe(2);
    expect(unasked.stderr).toContain('carries the production tag env=prod');
    expect(unasked.stderr).toContain('--confirm az-power-interruption');
    expect(readdirSync(place)).toEqual(['templates']);
    const named = await squall(place, ['run', drill, '--confirm', 'az-power-interruption', ...fast]);
    expect(named.code).toBe(0);
  });
});

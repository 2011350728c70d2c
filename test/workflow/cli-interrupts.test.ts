import { describe, expect, it } from 'vitest';
import { experimentOf, linesOf, newPlace, resultOf, squall, start } from './squall-process.ts';

/** Slow enough to be met in the middle, over in seconds when it is left alone. */
const args = (speed: string) => [
  ...['run', experimentOf('az-power-interruption'), '--yes', '--json', '--seed', '7'],
  ...['--traffic', 'closed-form', '--speed', speed],
];
const injected = '"type":"injected"';

describe.concurrent('a run that is interfered with', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('aborts and rolls back on %s: 6', async (signal) => {
    const place = newPlace();
    const run = start(place, args('200'));
    await run.until(injected);
    run.kill(signal);
    const answer = await run.answer;
    expect(answer.code, answer.stderr).toBe(6);
    expect(answer.stderr).toContain('Stopping');
    expect(resultOf(answer)).toMatchObject({ end: 'aborted', recovery: 'restored', exitCode: 6 });
  });

  it('is left to its lease on a second Ctrl-C: 130, and reap brings it to rest', async () => {
    const place = newPlace();
    const run = start(place, args('20'));
    await run.until(injected);
    run.kill('SIGINT');
    await run.until('"type":"handed-over"').catch(() => {});
    run.kill('SIGINT');
    const answer = await run.answer;
    expect(answer.code, answer.stderr).toBe(130);
    expect(answer.stderr).toContain('its lease still binds');
    expect(resultOf(answer)).toMatchObject({ exitCode: 130 });
    expect((await squall(place, ['watch'])).code).toBe(7);
    const reaped = await squall(place, ['reap', '--local']);
    expect(reaped.code, reaped.stderr).toBe(6);
    expect(reaped.stdout).toContain('is at rest');
    expect(await squall(place, ['reap'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Nothing to reap'),
    });
  });

  it('is stopped from another process, watched from a third, and stopped again without harm', async () => {
    const place = newPlace();
    const run = start(place, args('20'));
    await run.until(injected);
    const watch = start(place, ['watch', 'last', '--json']);
    await watch.until(injected);
    const stopped = await squall(place, ['stop', '--reason', 'that is enough']);
    const [ran, watched] = await Promise.all([run.answer, watch.answer]);
    expect(stopped, stopped.stderr).toMatchObject({ code: 0, stdout: expect.stringContaining('that is enough') });
    expect([ran.code, watched.code]).toEqual([6, 6]);
    expect(linesOf(watched).filter(({ type }) => type === 'concluded')).toHaveLength(1);
    expect(resultOf(watched).runId).toBe(resultOf(ran).runId);
    const again = await squall(place, ['stop']);
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('was at rest already') });
  });

  it('keeps others out of its directory, and is taken over by stop when its process was killed', async () => {
    const place = newPlace();
    const run = start(place, args('20'));
    await run.until(injected);
    const busy = await squall(place, ['run', experimentOf('cpu-stress'), '--yes', '--traffic', 'closed-form']);
    expect(busy).toMatchObject({ code: 3, stderr: expect.stringContaining('not injecting: platform: ') });
    run.kill('SIGKILL');
    await run.answer;
    const stopped = await squall(place, ['stop']);
    expect(stopped.stdout).toContain('taking over');
    expect(stopped.stdout).toContain('recovery restored');
    expect(stopped.code).toBe(0);
  });

  it('goes on quietly to its end when nobody reads its output any more', async () => {
    const place = newPlace();
    const run = start(place, args('max'));
    await run.until('"type":"started"');
    run.closeOutput();
    const { code, stderr } = await run.answer;
    expect({ code, stack: /EPIPE|\n {4}at /.test(stderr) }, stderr).toEqual({ code: 0, stack: false });
    expect((await squall(place, ['ls'])).stdout).toContain('held');
  });
});

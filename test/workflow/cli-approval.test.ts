import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { experimentOf, newPlace, resultOf, squall, start } from './squall-process.ts';

const file = experimentOf('instance-termination');
const ada = { USER: 'ada', LOGNAME: 'ada' };
const args = ['run', file, '--yes', '--json', '--seed', '7', '--traffic', 'closed-form'];
const waits = '"type":"waiting-for-approval"';

/** The template with two approvals in its stage. */
function guardedPlace(): string {
  const place = newPlace();
  const path = join(place, file);
  const asked = 'guardrails:\n  approval: { count: 2, in: [staging] }\n';
  writeFileSync(path, readFileSync(path, 'utf8').replace('guardrails:\n', asked));
  return place;
}

describe.concurrent('an experiment that needs approval', () => {
  it('is refused where nobody could give it, and says what to do', async () => {
    const answer = await squall(guardedPlace(), args, ada);
    expect(answer.code).toBe(3);
    expect(answer.stderr).toContain('not injecting: approval: 2 approvals are missing');
    expect(answer.stderr).toContain('--approved-by NAME');
  });

  it('runs with parts that are played, and the report says so', async () => {
    const place = guardedPlace();
    const parts = ['--approved-by', 'bob', '--approved-by', 'cyd'];
    const answer = await squall(place, [...args, ...parts], ada);
    expect(answer.code, answer.stderr).toBe(0);
    const report = await squall(place, ['report', '-f', 'markdown', '--out', '-']);
    expect(report.stdout).toContain('approved by cyd \\(simulated, played by ada\\)');
  });

  it('waits for squall approve from elsewhere', async () => {
    const place = guardedPlace();
    const run = start(place, [...args, '--wait-for-approval'], ada);
    await run.until(waits);
    const starter = await squall(place, ['approve'], ada);
    expect(starter).toMatchObject({ code: 3, stderr: expect.stringContaining('--as NAME') });
    const first = await squall(place, ['approve', '--as', 'bob', '--reason', 'looks fine'], ada);
    expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining('1 more approval needed') });
    expect((await squall(place, ['ls'])).stdout).toContain('waiting for approval 2 of 2');
    const another = await squall(place, ['approve', '--as', 'cyd', '--plan', 'f'.repeat(64)], ada);
    expect(another).toMatchObject({ code: 3, stderr: expect.stringContaining('waits with plan') });
    const second = await squall(place, ['approve', '--as', 'cyd'], ada);
    expect(second.code, second.stderr).toBe(0);
    const answer = await run.answer;
    expect(answer.code, answer.stderr).toBe(0);
    expect(answer.stdout).toContain('"type":"approved","by":"bob"');
    expect((await squall(place, ['show'])).stdout).toMatch(/Approved +.*by bob \(simulated, played by ada\): looks/);
  });

  it('killed or interrupted while it waits, it comes to rest with nothing touched', async () => {
    const place = guardedPlace();
    const run = start(place, [...args, '--wait-for-approval'], ada);
    await run.until(waits);
    run.kill('SIGKILL');
    await run.answer;
    expect((await squall(place, ['approve', '--as', 'bob'])).stderr).toContain('nobody runs');
    expect((await squall(place, ['reap'])).stdout).toContain('recovery none');
    const next = start(place, [...args, '--wait-for-approval'], ada);
    await next.until(waits);
    next.kill('SIGINT');
    const answer = await next.answer;
    expect(answer.code, answer.stderr).toBe(6);
    expect(resultOf(answer)).toMatchObject({ end: 'aborted', recovery: 'none' });
  });
});

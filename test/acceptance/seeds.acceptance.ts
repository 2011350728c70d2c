/**
 * Losing a zone, for seeds 1 to 20 and both traffic models, each a whole run in virtual time.
 * What a process adds to it (options, exit codes, the report) is shown with a few of them.
 */
import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../apps/cli/exit-code.ts';
import { rehearse } from '../../apps/local/rehearsal.ts';
import { scenario } from '../scenarios/scenarios.ts';
import { experimentFile, newDirectory, resultOf, squall } from './squall.ts';

const seeds = Array.from({ length: 20 }, (_, i) => i + 1);
const spare = 'az-power-interruption';
const scarce = 'az-power-interruption-underprovisioned';

async function ended(name: string, seed: number, traffic?: 'closed-form') {
  const { record } = await rehearse({ ...scenario(name), seed, runId: `${name}-${seed}`, ...(traffic && { traffic }) });
  return record.terminal!;
}

describe('losing a zone', () => {
  it.each(seeds)('holds and is restored with a zone to spare, seed %i', async (seed) => {
    for (const terminal of [await ended(spare, seed), await ended(spare, seed, 'closed-form')]) {
      expect(terminal, terminal.reason).toMatchObject({ verdict: 'held', recovery: 'restored' });
      expect(exitCodeOf(terminal)).toBe(0);
    }
  });

  it.each(seeds)('does not hold without one, and the probe or alarm is named, seed %i', async (seed) => {
    const terminal = await ended(scarce, seed);
    expect([4, 5], terminal.reason).toContain(exitCodeOf(terminal));
    expect(terminal.recovery, terminal.reason).toBe('restored');
    expect(terminal.reason).toMatch(/success-rate|p99|home-page|shop-checkout-5xx/);
    const { verdict, recovery } = await ended(scarce, seed, 'closed-form');
    expect({ verdict, recovery }, terminal.reason).toEqual({ verdict: terminal.verdict, recovery: terminal.recovery });
  });
});

describe.concurrent('through the command line', () => {
  const run = (experiment: string, seed: number, directory: string) =>
    squall([
      'run',
      experimentFile(experiment),
      '--local',
      '--seed',
      String(seed),
      '--yes',
      '--json',
      '--directory',
      directory,
    ]);

  it.each([1, 2])('with a zone to spare: 0, seed %i', async (seed) => {
    const answer = await run(spare, seed, newDirectory());
    const { verdict, recovery, exitCode, reason } = resultOf(answer);
    expect({ code: answer.code, verdict, recovery, exitCode }, `${reason} ${answer.stderr}`).toEqual({
      code: 0,
      verdict: 'held',
      recovery: 'restored',
      exitCode: 0,
    });
  });

  it.each([1, 2])('without one: 4 or 5, and the report says why, seed %i', async (seed) => {
    const directory = newDirectory();
    const answer = await run(scarce, seed, directory);
    const result = resultOf(answer);
    expect([4, 5], `${answer.stdout.slice(-400)} ${answer.stderr}`).toContain(answer.code);
    expect(result.exitCode).toBe(answer.code);
    expect(result.recovery, result.reason).toBe('restored');
    const report = await squall(['report', result.runId, '--format', 'markdown', '--directory', directory]);
    // The report makes a sentence of it: capital letter, full stop.
    expect(report.stdout.toLowerCase()).toContain(result.reason.toLowerCase());
  });
});

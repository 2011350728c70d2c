import { describe, expect, it } from 'vitest';
import { experimentFile, newDirectory, resultOf, squall } from './squall.ts';

const seeds = Array.from({ length: 20 }, (_, i) => i + 1);
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

describe.concurrent('losing a zone', { concurrent: true }, () => {
  it('holds and is restored for seeds 1 to 20, with a zone to spare', async () => {
    for (const seed of seeds) {
      const answer = await run('az-power-interruption', seed, newDirectory());
      const { verdict, recovery, exitCode, reason } = resultOf(answer);
      expect({ seed, code: answer.code, verdict, recovery, exitCode }, `${reason} ${answer.stderr}`).toEqual({
        seed,
        code: 0,
        verdict: 'held',
        recovery: 'restored',
        exitCode: 0,
      });
    }
  });

  it('does not hold for seeds 1 to 20 without one, and the report names the probe or alarm', async () => {
    for (const seed of seeds) {
      const directory = newDirectory();
      const answer = await run('az-power-interruption-underprovisioned', seed, directory);
      const result = resultOf(answer);
      expect([4, 5], `seed ${seed}: ${answer.stdout.slice(-400)} ${answer.stderr}`).toContain(answer.code);
      expect(result.exitCode).toBe(answer.code);
      expect(result.recovery, `seed ${seed}: ${result.reason}`).toBe('restored');
      const report = await squall(['report', result.runId, '--format', 'markdown', '--directory', directory]);
      // The report makes a sentence of it: capital letter, full stop.
      expect(report.stdout.toLowerCase()).toContain(result.reason.toLowerCase());
      expect(result.reason, `seed ${seed}`).toMatch(/success-rate|p99|home-page|shop-checkout-5xx/);
    }
  });
});

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { experimentFile, newDirectory, resultOf, root, squall } from './squall.ts';

const experiments = readdirSync(join(root, 'templates/experiments')).sort();

describe.concurrent('every experiment', () => {
  it('is there', () => expect(experiments.length).toBeGreaterThanOrEqual(7));

  it.each(experiments)('%s: request-level and closed-form traffic reach the same verdict', async (name) => {
    for (const seed of [1, 2, 3]) {
      const [requests, closedForm] = await Promise.all(
        ['requests', 'closed-form'].map((traffic) =>
          squall([
            'run',
            experimentFile(name),
            '--local',
            '--yes',
            '--json',
            '--seed',
            String(seed),
            '--traffic',
            traffic,
            '--directory',
            newDirectory(),
          ]),
        ),
      );
      const [a, b] = [resultOf(requests!), resultOf(closedForm!)];
      expect({ seed, verdict: b.verdict, recovery: b.recovery }, `${a.reason} | ${b.reason}`).toEqual({
        seed,
        verdict: a.verdict,
        recovery: a.recovery,
      });
      if (!name.includes('underprovisioned'))
        expect({ seed, verdict: a.verdict, exitCode: a.exitCode }, a.reason).toEqual({
          seed,
          verdict: 'held',
          exitCode: 0,
        });
    }
  });
});

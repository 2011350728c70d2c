import { describe, expect, it } from 'vitest';
import { experimentFile, newDirectory, resultOf, squall } from './squall.ts';

/** Through the real process, with several seeds; the others are rehearsed in scenarios.acceptance.ts. */
const experiments = [
  'az-power-interruption',
  'az-power-interruption-underprovisioned',
  'cpu-stress',
  'database-failover',
  'dependency-latency',
  'error-injection',
  'instance-termination',
  'zone-network-loss',
];

describe.concurrent('an experiment', () => {
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

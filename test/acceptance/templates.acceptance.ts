/** Both traffic models come to the same verdict. With the seed of `scenarios*.acceptance.ts` these are three seeds each. */
import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../apps/cli/exit-code.ts';
import { rehearse } from '../../apps/local/rehearsal.ts';
import { scenario } from '../scenarios/scenarios.ts';
import { experimentFile, newDirectory, resultOf, squall } from './squall.ts';

/** Losing a zone has more seeds, in `seeds.acceptance.ts`. */
const experiments = [
  'cpu-stress',
  'database-failover',
  'dependency-latency',
  'error-injection',
  'instance-termination',
  'zone-network-loss',
];
const cases = experiments.flatMap((name) => [1, 2].map((seed) => [name, seed] as const));
type Traffic = 'requests' | 'closed-form';

describe('request-level and closed-form traffic reach the same verdict', () => {
  it.each(cases)('%s, seed %i', async (name, seed) => {
    const ended = async (traffic: Traffic) => {
      const { record } = await rehearse({ ...scenario(name), seed, traffic, runId: `${name}-${seed}` });
      return record.terminal!;
    };
    const [a, b] = [await ended('requests'), await ended('closed-form')];
    expect({ verdict: b.verdict, recovery: b.recovery }, `${a.reason} | ${b.reason}`).toEqual({
      verdict: a.verdict,
      recovery: a.recovery,
    });
    expect({ verdict: a.verdict, exitCode: exitCodeOf(a) }, a.reason).toEqual({ verdict: 'held', exitCode: 0 });
  });
});

it('--traffic chooses between them', async () => {
  const run = (traffic: Traffic) =>
    squall([
      ...['run', experimentFile('instance-termination'), '--local', '--yes', '--json'],
      ...['--seed', '3', '--traffic', traffic, '--directory', newDirectory()],
    ]);
  const [requests, closedForm] = await Promise.all([run('requests'), run('closed-form')]);
  for (const answer of [requests, closedForm])
    expect(resultOf(answer), answer.stderr).toMatchObject({ verdict: 'held', exitCode: 0 });
  // The same run, but for what was measured of it.
  expect(requests.stdout).not.toBe(closedForm.stdout);
});

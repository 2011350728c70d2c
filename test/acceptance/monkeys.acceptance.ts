/** Gorilla and Latency Monkey with every request simulated: what comes of them is what their READMEs say. */
import { describe, expect, it } from 'vitest';
import { rehearse } from '../../apps/local/rehearsal.ts';
import { monkeyReadme, monkeyScenario } from '../scenarios/monkeys.ts';

describe.each(['chaos-gorilla', 'latency-monkey'])('%s', (name) => {
  it.each([1])('seed %i', async (seed) => {
    const { record } = await rehearse({ ...monkeyScenario(name), seed, traffic: 'requests', runId: `${name}-${seed}` });
    const { verdict, recovery, reason } = record.terminal!;
    const told = /\*\*In a rehearsal\.\*\* (Held|Refuted): (it holds to (.*?) and breaks at (.*?),)?/.exec(
      monkeyReadme(name),
    )!;
    expect(verdict, reason).toBe(told[1]!.toLowerCase());
    expect(recovery, reason).toBe('restored');
    if (told[3]) expect(reason).toContain(`it held to ${told[3]} and broke at ${told[4]}: `);
  });
});

/** An escalation, whole: rung after rung in the simulator, until one breaks; what it did is taken back, and the report says how far it came. */
import { expect, it } from 'vitest';
import { rehearse } from '../../apps/local/rehearsal.ts';
import { markdown } from '../../apps/report/markdown.ts';
import { monkeyScenario } from '../scenarios/monkeys.ts';

it('goes up while the hypothesis holds, ends at the first rung that breaks it, and restores', async () => {
  const history = await rehearse({ ...monkeyScenario('latency-monkey'), traffic: 'closed-form', runId: 'escalated' });
  const { record, ledger, journal } = history;
  const { end, verdict, recovery, reason } = record.terminal!;
  expect({ end, verdict, recovery }, reason).toEqual({ end: 'aborted', verdict: 'refuted', recovery: 'restored' });
  expect(reason).toMatch(/^it held to 500 ms and broke at 1000 ms: /);
  expect(ledger.map(({ stepId }) => stepId)).toEqual([1, 2, 3, 4, 5].map((n) => `latency-${n}`));

  // Of each rung all was seen before the next began.
  const injected = journal.filter((entry) => entry.type === 'injected');
  for (const [i, { at, wave }] of injected.entries()) {
    const next = injected[i + 1]?.at ?? Number.POSITIVE_INFINITY;
    const over = journal.find(
      (entry) => entry.wave === wave && entry.type === 'observed' && entry.state === 'completed',
    );
    if (next === Number.POSITIVE_INFINITY) expect(over).toBeUndefined();
    else {
      const seen = journal.flatMap((entry) => (entry.type === 'sampled' && entry.at <= next ? entry.samples : []));
      for (const probe of ['p99', 'success-rate'])
        expect(
          Math.max(...seen.flatMap((each) => (each.probe === probe ? each.at + 60_000 : []))),
        ).toBeGreaterThanOrEqual(over!.at);
    }
    expect(next).toBeGreaterThan(at);
  }
  expect(markdown(history)).toContain('50 ms held, 100 ms held, 250 ms held, 500 ms held, 1000 ms broke');
});

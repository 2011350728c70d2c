import { describe, expect, it } from 'vitest';
import { leftovers } from '../../../../core/guardrails/leftovers.ts';
import type { Leftover } from '../../../../core/history/leftover.ts';
import { broken, now, plan, ports, question } from '../../../fixtures/decisions/question.ts';

const [target] = plan().targets[0]!.chosen;
const drifted = (over: Partial<Leftover> = {}): Leftover => ({
  runId: 'earlier',
  experiment: 'az-power-interruption',
  entryId: '1/power',
  stepId: 'power',
  found: 'drifted',
  targets: [target!],
  findings: [{ id: target!, result: 'drifted', detail: 'it is stopped, and was running' }],
  guards: [{ key: `target/${target}`, mode: 'exclusive' }],
  since: now - 60_000,
  ...over,
});
const left = async (leftover: Leftover, runId?: string) =>
  (await leftovers.check(question({ runId }), ports({ leftovers: { open: async () => [leftover] } })))?.why;
const acknowledged = (at: number) => ({ acknowledged: { by: 'ada', at, reason: 'replaced by hand' } });

describe('leftovers', () => {
  it('refuses what an earlier run left not as it was, and says how to go on', async () => {
    expect(await left(drifted())).toMatch(
      /^run earlier \(az-power-interruption\) left .+ not as it was \(it is stopped, and was running\): .*squall reap --acknowledge earlier$/,
    );
    expect(await left(drifted({ found: 'unknown' }))).toContain('in a state that is not known');
  });

  it('refuses for one function timeout more, once it is acknowledged', async () => {
    expect(await left(drifted(acknowledged(now - 29_000)))).toContain('was acknowledged just now');
    expect(await left(drifted(acknowledged(now - 30_000)))).toBeUndefined();
  });

  it('passes what is left elsewhere, what is its own, and nothing at all', async () => {
    expect(await left(drifted({ guards: [{ key: 'target/other', mode: 'exclusive' }] }))).toBeUndefined();
    expect(await left(drifted(), 'earlier')).toBeUndefined();
    expect(await leftovers.check(question(), ports())).toBeUndefined();
  });

  it('cannot be evaluated when leftovers cannot be read: refuses', async () => {
    expect(await leftovers.check(question(), ports({ leftovers: { open: broken } }))).toMatchObject({
      rule: 'leftovers',
      why: 'it could not be checked: throttled',
    });
  });
});

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

  it('names the one that the plan meets, and how many are left with it', async () => {
    const finding = (id: string, detail: string) => ({ id, result: 'drifted' as const, detail });
    const first = finding('arn:x:instance/i-first', 'one');
    const several = (...more: readonly ReturnType<typeof finding>[]) => drifted({ findings: [first, ...more] });
    const name = target!.slice(target!.lastIndexOf('/') + 1);
    const remedy = 'put it right, or take it as it is with squall reap --acknowledge earlier';
    expect(await left(several())).toBe(
      `run earlier (az-power-interruption) left i-first not as it was (one): ${remedy}`,
    );
    expect(await left(several(finding(target!, 'two')))).toBe(
      `run earlier (az-power-interruption) left ${name} and 1 more not as it was (two): ${remedy}`,
    );
    expect(await left(several(finding(target!, 'two'), finding('other', 'three')))).toContain(
      `left ${name} and 2 more not`,
    );
    const byGroup = {
      ...several(finding('other', 'two')),
      guards: [{ key: 'service/checkout', mode: 'exclusive' as const }],
    };
    expect(await left(byGroup)).toContain('left i-first and 1 more not as it was (one)');
  });

  it('says when to start again, to the second after', async () => {
    const at = (resolved: Partial<Leftover>) => left(drifted(resolved));
    const sentence = (how: string, when: string) =>
      `what run earlier (az-power-interruption) left of ${target!.slice(target!.lastIndexOf('/') + 1)} was ${how} just now, and a call to put it right may still be on its way: start again after ${when} UTC`;
    expect(await at(acknowledged(now - 10_000))).toBe(sentence('acknowledged', '09:30:20'));
    expect(await at({ restored: { at: now - 10_500, how: 'started' } })).toBe(sentence('restored', '09:30:20'));
  });

  it('asks for those that were resolved up to one function timeout ago, and goes on to the next one', async () => {
    const asked: (number | undefined)[] = [];
    const open = async (since?: number) => {
      asked.push(since);
      return [drifted(acknowledged(now - 30_000)), drifted({ runId: 'other' })];
    };
    expect((await leftovers.check(question(), ports({ leftovers: { open } })))?.why).toContain('run other');
    expect(asked).toEqual([now - 30_000]);
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

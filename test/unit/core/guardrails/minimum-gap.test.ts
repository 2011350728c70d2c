import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minimumGap } from '../../../../core/guardrails/minimum-gap.ts';
import type { RunRecord, TerminalRecord } from '../../../../core/history/run-record.ts';
import { broken, now, planOf, ports, question, run, runsOf } from '../../../fixtures/decisions/question.ts';

const rails = (over: object) => planOf({ guardrails: { stopAlarms: ['a'], ...over } });

describe('minimum-gap', () => {
  const ended = (ago: number, over: Partial<TerminalRecord> = {}): Partial<RunRecord> => ({
    phase: 'concluded',
    terminal: {
      runId: 'other',
      at: now - ago,
      end: 'completed',
      verdict: 'held',
      recovery: 'restored',
      reason: '',
      ...over,
    },
  });
  const following = async (over: Partial<RunRecord>, runId?: string) =>
    (
      await minimumGap.check(
        question({ plan: rails({ minimumGap: 'PT1H' }), runId }),
        ports({ runs: runsOf([run(over)]) }),
      )
    )?.why;

  it('refuses too soon after the last run, or while one goes on', async () => {
    expect(await following(ended(3_599_000))).toBe('run other is less than PT1H ago: wait until 2026-03-03T09:31Z');
    expect(await following({})).toContain('wait for its end');
  });

  it('passes when the gap is over, for itself, and after a refused run', async () => {
    expect(await following(ended(3_600_000))).toBeUndefined();
    expect(await following({}, 'other')).toBeUndefined();
    expect(await following(ended(1000, { end: 'refused' }))).toBeUndefined();
    expect(await following({ ...ended(1000), experiment: 'another' })).toBeUndefined();
  });

  it('passes a plan that asks for no gap, and lists no runs for it', async () => {
    const dead = ports({ runs: { ...runsOf([]), list: broken } });
    expect(await minimumGap.check(question({ plan: rails({}) }), dead)).toBeUndefined();
  });

  it('cannot be evaluated when runs cannot be listed: refuses', async () => {
    const dead = ports({ runs: { ...runsOf([]), list: broken } });
    expect(await minimumGap.check(question({ plan: rails({ minimumGap: 'PT1H' }) }), dead)).toMatchObject({
      rule: 'minimum-gap',
    });
  });

  it('refuses exactly while a run that injected is under way or ended less than the gap ago, whatever others there are', async () => {
    const minute = 60_000;
    const [base, plan] = [run(), rails({})];
    const other = fc.record({
      ago: fc.integer({ min: -1, max: 200 }),
      end: fc.constantFrom('completed', 'aborted', 'errored', 'refused'),
      open: fc.constantFrom(undefined, 'proposed', 'injecting', 'recovering'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(other, { maxLength: 5 }), fc.integer({ min: 1, max: 180 }), async (others, gap) => {
        const records = others.map(({ ago, end, open }, n) => ({
          ...base,
          ...(open ? { phase: open } : ended(ago * minute, { end })),
          runId: `other-${n}`,
        }));
        const near = others.some(({ ago, end, open }) =>
          open === undefined ? end !== 'refused' && ago < gap : open !== 'proposed',
        );
        const definition = { ...plan.definition, guardrails: { minimumGap: `PT${gap}M` } };
        const asked = { plan: { ...plan, definition }, now };
        expect((await minimumGap.check(asked, ports({ runs: runsOf(records) }))) !== undefined).toBe(near);
      }),
      { numRuns: 200 },
    );
  });
});

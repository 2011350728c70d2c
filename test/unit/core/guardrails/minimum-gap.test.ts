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

  it('cannot be evaluated when runs cannot be listed: refuses', async () => {
    const dead = ports({ runs: { ...runsOf([]), list: broken } });
    expect(await minimumGap.check(question({ plan: rails({ minimumGap: 'PT1H' }) }), dead)).toMatchObject({
      rule: 'minimum-gap',
    });
  });
});

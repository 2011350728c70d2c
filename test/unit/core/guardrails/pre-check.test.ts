import { describe, expect, it } from 'vitest';
import type { PreCheckFinding } from '../../../../core/drill/pre-checks/pre-check.ts';
import { preCheck } from '../../../../core/guardrails/pre-check.ts';
import type { Plan } from '../../../../core/plan/plan.ts';
import { planOf, ports, question } from '../../../fixtures/decisions/question.ts';
import { question as drillQuestion } from '../drill/pre-checks/question.ts';

const { drill } = drillQuestion();
const finding = (over: Partial<PreCheckFinding> = {}): PreCheckFinding => ({
  check: 'headroom',
  of: 'payments',
  state: 'ok',
  measured: '1',
  needed: 'at most 2',
  ...over,
});
const why = async (over: Partial<Plan>, startedBy?: string) =>
  (await preCheck.check(question({ plan: planOf({ drill }, over), startedBy }), ports()))?.why;

describe('pre-check', () => {
  it('passes a drill whose checks are all ok, and what is no drill', async () => {
    expect(await why({ preChecks: [finding(), finding()] })).toBeUndefined();
    expect(await why({ preChecks: [] })).toBeUndefined();
    expect(await preCheck.check(question(), ports())).toBeUndefined();
  });

  it('refuses with every failing question in one sentence', async () => {
    const found = [
      finding({ state: 'fails', says: 'payments has too much: add members' }),
      finding(),
      finding({ state: 'unknown', says: 'the lag is not known: see to its metric' }),
    ];
    expect(await why({ preChecks: found })).toBe(
      'payments has too much: add members; the lag is not known: see to its metric; or say with --force-precheck why it goes on all the same',
    );
  });

  it('passes what a person forces, known or not', async () => {
    const preChecks = [finding({ state: 'fails', says: 'no' }), finding({ state: 'unknown', says: 'no' })];
    expect(await why({ preChecks, forcePrecheck: 'we want to see it' }, 'ada')).toBeUndefined();
  });

  it('refuses to be forced by nobody, by a schedule, or where there is nothing to force', async () => {
    const forced = { preChecks: [finding()], forcePrecheck: 'why not' };
    expect(await why(forced, 'unknown')).toContain('nobody says by whom');
    expect(await why(forced, 'schedule nightly')).toContain('only a person may');
    const plain = question({ plan: planOf({}, { forcePrecheck: 'why not' }), startedBy: 'ada' });
    expect((await preCheck.check(plain, ports()))?.why).toContain('this is no drill');
  });

  it('cannot be evaluated where nobody has looked: refuses', async () => {
    expect(await why({})).toBe('nobody has looked at the place that takes over: make the plan again');
  });
});

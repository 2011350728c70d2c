import { describe, expect, it } from 'vitest';
import { notEnforced } from '../../../../core/guardrails/not-enforced.ts';
import { planOf, ports, question } from '../../../fixtures/decisions/question.ts';
import { zoneDrill } from '../../../fixtures/history/definition.ts';

describe('not-enforced', () => {
  const why = async (over: Parameters<typeof planOf>[0]) =>
    (await notEnforced.check(question({ plan: planOf(over) }), ports()))?.why;
  const probe = (over: object) => ({
    hypothesis: { ...zoneDrill.hypothesis, probes: [{ id: 'x', when: ['before' as const], ...over }] },
  });
  const rails = (over: object) => ({ guardrails: { ...zoneDrill.guardrails, ...over } });
  const step = (over: object) => ({ steps: [{ ...zoneDrill.steps[0]!, ...over }] });

  it.each([
    ['control', { control: { where: {}, exposure: 1 } }],
    ['(logs)', probe({ logs: { groups: ['g'], query: 'q', period: 'PT1M' } })],
    ['(lambda)', probe({ lambda: { function: 'f' } })],
    ['baseline of P7D', probe({ alarm: { name: 'a' }, expect: { changeAtMost: 10, baseline: 'P7D' } })],
    ['the function FILL is not supported', probe({ math: { expression: 'FILL(a, 0)', metrics: {} } })],
    ['undo.steps', step({ undo: { steps: [{ action: 'a' }] } })],
  ])('refuses %s by name', async (name, over) => {
    expect(await why(over)).toContain(name);
  });

  it('refuses all of it in one sentence', async () => {
    const both = { ...step({ undo: { steps: [{ action: 'a' }] } }), ...probe({ logs: { groups: ['g'], query: 'q' } }) };
    expect(await why(both)).toBe(
      `this version does not carry out probe x (logs), step ${zoneDrill.steps[0]!.id}'s undo.steps: take it out, and see to it yourself`,
    );
  });

  it('passes what it carries out, and what another environment asks for', async () => {
    expect(await why({})).toBeUndefined();
    expect(
      await why(rails({ approval: { count: 1, in: ['staging'] }, minimumGap: 'PT1H', blackouts: [] })),
    ).toBeUndefined();
    expect(await why({ rollout: [{ environment: 'dev' }, { environment: 'staging' }] })).toBeUndefined();
    expect(
      await why(probe({ alarm: { name: 'a' }, expect: { changeAtMost: 10, baseline: undefined } })),
    ).toBeUndefined();
    expect(await why(probe({ math: { expression: '100 * a / (a + b)', metrics: {} } }))).toBeUndefined();
  });

  it('cannot be evaluated for a definition that cannot be read: refuses', async () => {
    expect(await why({ steps: undefined as never })).toContain('it could not be checked');
  });
});

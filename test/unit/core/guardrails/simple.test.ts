/** The rules that compare one thing with another: each passes as it is, and refuses when that thing is spoiled. */
import { describe, expect, it } from 'vitest';
import { approval } from '../../../../core/guardrails/approval.ts';
import { environment } from '../../../../core/guardrails/environment.ts';
import { killSwitch } from '../../../../core/guardrails/kill-switch.ts';
import { notEnforced } from '../../../../core/guardrails/not-enforced.ts';
import { optIn } from '../../../../core/guardrails/opt-in.ts';
import { planHash } from '../../../../core/guardrails/plan-hash.ts';
import type { Switch } from '../../../../core/ports/switches.ts';
import { broken, plan, planOf, ports, question } from '../../../fixtures/decisions/question.ts';
import { zoneDrill } from '../../../fixtures/history/definition.ts';
import { zonePlan } from '../../../fixtures/history/plan.ts';

describe('kill-switch', () => {
  const raised = (scope: Switch['scope']) =>
    ports({ switches: { raised: async () => [{ scope, by: 'ada', reason: 'incident 12', at: 0 }] } });

  it.each(['all', 'owner:checkout-sre', 'service:checkout'] as const)(
    'refuses while it is raised for %s',
    async (scope) => {
      expect((await killSwitch.check(question(), raised(scope)))?.why).toContain('ada has raised the kill switch');
    },
  );

  it('passes while it is raised for others, or for nobody', async () => {
    expect(await killSwitch.check(question(), raised('owner:somebody'))).toBeUndefined();
    expect(await killSwitch.check(question(), raised('service:checkouts'))).toBeUndefined();
    expect(await killSwitch.check(question(), ports())).toBeUndefined();
  });

  it('refuses when nobody can tell', async () => {
    expect(await killSwitch.check(question(), ports({ switches: { raised: broken } }))).toMatchObject({
      rule: 'kill-switch',
    });
  });
});

describe('environment', () => {
  it('passes in its own stage, and refuses in any other', async () => {
    expect(await environment.check(question(), ports())).toBeUndefined();
    const stage = { ...ports().stage, environment: 'production' };
    expect((await environment.check(question(), ports({ stage })))?.why).toContain(
      'for staging, and this is production',
    );
  });
});

describe('opt-in', () => {
  it('passes when every chosen target carries the tag', async () => {
    expect(await optIn.check(question(), ports())).toBeUndefined();
  });

  it('refuses when one does not, and names it', async () => {
    expect((await optIn.check(question({ plan: zonePlan(7) }), ports()))?.why).toMatch(
      /^web-1, web-4, api-1 and 3 more lack/,
    );
  });

  it('refuses a chosen target that nobody looked at', async () => {
    const [web, ...others] = plan().targets;
    const blind = plan({ targets: [{ ...web!, matched: [] }, ...others] });
    expect((await optIn.check(question({ plan: blind }), ports()))?.why).toContain(web!.chosen[0]);
  });

  it('takes no other value than true', async () => {
    const [web, ...others] = plan().targets;
    const matched = web!.matched.map((each) => ({ ...each, tags: { 'resilience:fis-enabled': 'yes' } }));
    expect(
      await optIn.check(question({ plan: plan({ targets: [{ ...web!, matched }, ...others] }) }), ports()),
    ).toBeDefined();
  });
});

describe('plan-hash', () => {
  it('passes the plan that was agreed to, or none, and refuses another', async () => {
    expect(await planHash.check(question(), ports())).toBeUndefined();
    expect(await planHash.check(question({ agreed: plan().hash }), ports())).toBeUndefined();
    expect((await planHash.check(question({ agreed: 'f'.repeat(64) }), ports()))?.why).toContain('not ffffffffffff');
  });
});

describe('approval', () => {
  const asked = (startedBy: string | undefined, platform: 'aws' | 'simulated' = 'simulated', within = 'staging') => {
    const guardrails = { ...zoneDrill.guardrails, approval: { count: 1, in: [within] } };
    const stage = { ...ports().stage, platform };
    return approval.check(question({ plan: planOf({ guardrails }), startedBy }), ports({ stage }));
  };

  it('passes a plan without a starter, and a starter that an approver can be told from', async () => {
    expect(await asked(undefined)).toBeUndefined();
    expect(await asked('ada')).toBeUndefined();
    expect(await asked('arn:aws:iam::111122223333:user/ada', 'aws')).toBeUndefined();
    expect(await asked('schedule weekly', 'aws')).toBeUndefined();
  });

  it('refuses a starter that nobody names, and in AWS one that is no identity', async () => {
    expect((await asked('unknown'))?.why).toContain('start it with startedBy');
    expect((await asked('ada', 'aws'))?.why).toMatch(/^ada cannot be told from .*aws sts get-caller-identity/);
  });

  it('asks nothing where no approval is needed', async () => {
    expect(await asked('unknown', 'aws', 'production')).toBeUndefined();
  });
});

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
    ['(composite)', probe({ composite: { all: ['y'] } })],
    ['baseline of P7D', probe({ alarm: { name: 'a' }, expect: { changeAtMost: 10, baseline: 'P7D' } })],
    ['the function FILL is not supported', probe({ math: { expression: 'FILL(a, 0)', metrics: {} } })],
    ['undo.steps', step({ undo: { steps: [{ action: 'a' }] } })],
  ])('refuses %s by name', async (name, over) => {
    expect(await why(over)).toContain(name);
  });

  it('passes what it carries out, and what another environment asks for', async () => {
    expect(await why({})).toBeUndefined();
    expect(
      await why(rails({ approval: { count: 1, in: ['staging'] }, minimumGap: 'PT1H', blackouts: [] })),
    ).toBeUndefined();
    expect(await why({ rollout: [{ environment: 'dev' }, { environment: 'staging' }] })).toBeUndefined();
    expect(await why(probe({ math: { expression: '100 * a / (a + b)', metrics: {} } }))).toBeUndefined();
  });
});

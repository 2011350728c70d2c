import { describe, expect, it } from 'vitest';
import { optIn } from '../../../../core/guardrails/opt-in.ts';
import { plan, ports, question } from '../../../fixtures/decisions/question.ts';
import { zonePlan } from '../../../fixtures/history/plan.ts';

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

  it('cannot be evaluated for targets whose tags nobody read: refuses', async () => {
    const [web, ...others] = plan().targets;
    const untold = plan({ targets: [{ ...web!, matched: undefined as never }, ...others] });
    expect((await optIn.check(question({ plan: untold }), ports()))?.why).toContain('it could not be checked');
  });
});

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

  it('names three, and says how many more there are only where there are', async () => {
    const bare = zonePlan(7).targets;
    const of = async (count: number) => {
      const matched = bare.flatMap((each) => each.matched).slice(0, count);
      const targets = [{ ...bare[0]!, matched, chosen: matched.map(({ id }) => id) }];
      return (await optIn.check(question({ plan: plan({ targets }) }), ports()))?.why;
    };
    const remedy = 'lack the tag resilience:fis-enabled=true: have their owner set it, or narrow the targets';
    expect(await of(3)).toBe(`web-1, web-4, api-1 ${remedy}`);
    expect(await of(4)).toBe(`web-1, web-4, api-1 and 1 more ${remedy}`);
  });

  it('refuses what stands in a target, as the target itself', async () => {
    const [web, ...others] = plan().targets;
    const reached = [{ ...web!.matched[0]!, id: 'resident', name: 'inner-1', tags: {} }];
    const asked = question({ plan: plan({ targets: [{ ...web!, reached }, ...others] }) });
    expect((await optIn.check(asked, ports()))?.why).toMatch(/^inner-1 lack the tag/);
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

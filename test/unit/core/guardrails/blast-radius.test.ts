import { describe, expect, it } from 'vitest';
import type { BlastRadius } from '../../../../core/experiment/schema/guardrails.ts';
import { blastRadius } from '../../../../core/guardrails/blast-radius.ts';
import { plan, planOf, ports, question } from '../../../fixtures/decisions/question.ts';

const under = async (caps: BlastRadius, shares = plan().shares) =>
  (await blastRadius.check(question({ plan: planOf({ blastRadius: caps }, { shares }) }), ports()))?.why;

describe('blast-radius', () => {
  it('passes a zone’s loss within its caps', async () => {
    expect(await under({ scope: 'zone', maxPercent: 34, minHealthyPerZone: 1 })).toBeUndefined();
    expect(await under({ scope: 'zone', maxTargets: 4 })).toBeUndefined();
  });

  it('refuses above the percentage or the count; groups that lose no member do not count', async () => {
    expect(await under({ scope: 'zone', maxPercent: 33 })).toContain('above the cap of 33 %');
    expect(await under({ scope: 'zone', maxTargets: 3 })).toContain('4 targets are above the cap of 3');
  });

  it('refuses more members of one Auto Scaling group than its cap allows', async () => {
    const [web, ...others] = plan().targets;
    const grouped = web!.matched.map((each) => ({ ...each, group: 'web-group' }));
    const asked = (maxPerGroup: number) =>
      planOf({ blastRadius: { scope: 'zone', maxPerGroup } }, { targets: [{ ...web!, matched: grouped }, ...others] });
    const why = async (most: number) => (await blastRadius.check(question({ plan: asked(most) }), ports()))?.why;
    const hit = web!.chosen.length;
    expect(hit).toBeGreaterThan(1);
    expect(await why(hit)).toBeUndefined();
    expect(await why(hit - 1)).toBe(
      `${hit} members of web-group are above the cap of ${hit - 1} in each group: narrow the targets`,
    );
    const blind = planOf({ blastRadius: { maxPerGroup: 1 } }, { targets: [{ ...web!, matched: [] }, ...others] });
    expect((await blastRadius.check(question({ plan: blind }), ports()))?.why).toContain('nobody has looked at it');
  });

  it('asks the floor of every zone, unless the scope declares it lost', async () => {
    expect(await under({ scope: 'targets', maxPercent: 50, minHealthyPerZone: 1 })).toContain(
      'euc1-az2, below the floor of 1',
    );
    expect(await under({ scope: 'zone', maxPercent: 50, minHealthyPerZone: 3 })).toContain('euc1-az1');
  });

  it('cannot be evaluated when a share cannot be read: refuses', async () => {
    const [share] = plan().shares;
    expect(await under({ preset: 'full' }, [{ ...share!, zones: undefined as never }])).toContain(
      'could not be checked',
    );
  });
});

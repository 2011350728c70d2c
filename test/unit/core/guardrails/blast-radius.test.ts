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

  it('says by how much, of whose fleet, and where', async () => {
    expect(await under({ scope: 'zone', maxPercent: 33 })).toBe(
      "33.3 % of web's ec2:instance are above the cap of 33 %: narrow the targets",
    );
    expect(await under({ scope: 'targets', maxPercent: 50, minHealthyPerZone: 1 })).toBe(
      "0 healthy web's ec2:instance would be left in euc1-az2, below the floor of 1: narrow the targets",
    );
  });

  it('passes a zone that is left exactly its floor, and one that had nobody before', async () => {
    const zones = { 'euc1-az1': { before: 2, during: 2 }, 'euc1-az3': { before: 0, during: 0 } };
    const shares = [{ ...plan().shares[0]!, zones }];
    expect(await under({ minHealthyPerZone: 2 }, shares)).toBeUndefined();
    expect(await under({ minHealthyPerZone: 3 }, shares)).toContain('left in euc1-az1, below the floor of 3');
  });

  describe('of what a step names and what stands in it', () => {
    const [step] = plan().steps;
    const [web] = plan().targets;
    const resident = (n: number, healthy: boolean) => ({
      ...web!.matched[0]!,
      id: `resident-${n}`,
      group: 'inner',
      healthy,
    });
    const reached = [resident(1, true), resident(2, true), resident(3, false)];
    const why = async (blastRadius_: BlastRadius, action: string) => {
      const targets = [{ ...web!, type: 'ec2:subnet', chosen: ['subnet-1'], reached }];
      const steps = [{ ...step!, action, targets: { Subnets: ['subnet-1'] } }];
      const asked = planOf({ blastRadius: blastRadius_ }, { targets, steps, shares: [] });
      return (await blastRadius.check(question({ plan: asked }), ports()))?.why;
    };
    const disconnecting = 'aws:network:disrupt-connectivity';

    it('counts the healthy residents of a subnet, and not the subnet', async () => {
      expect(await why({ maxTargets: 2 }, disconnecting)).toBeUndefined();
      expect(await why({ maxTargets: 1 }, disconnecting)).toBe('2 targets are above the cap of 1: narrow them');
    });

    it('counts residents by their groups as well', async () => {
      expect(await why({ maxPerGroup: 2 }, disconnecting)).toBeUndefined();
      expect(await why({ maxPerGroup: 1 }, disconnecting)).toContain('2 members of inner are above the cap of 1');
    });

    it('counts the targets of an action that nobody knows, and of one that takes nobody away none', async () => {
      expect(await why({ maxTargets: 2 }, 'aws:new:action')).toBe('3 targets are above the cap of 2: narrow them');
      expect(await why({ maxTargets: 2 }, 'aws:ec2:asg-insufficient-instance-capacity-error')).toBeUndefined();
    });

    it('counts a target once, however many steps name it, and whoever stands nowhere not at all', async () => {
      const named = { Instances: [web!.chosen[0]!] };
      const steps = [
        { ...step!, targets: named },
        { ...step!, id: 'again', targets: named },
      ];
      const asked = (maxTargets: number) =>
        question({ plan: planOf({ blastRadius: { maxTargets } }, { targets: [web!], steps, shares: [] }) });
      expect(await blastRadius.check(asked(1), ports())).toBeUndefined();
      expect((await blastRadius.check(asked(0), ports()))?.why).toBe('1 targets are above the cap of 0: narrow them');
    });
  });

  it('cannot be evaluated when a share cannot be read: refuses', async () => {
    const [share] = plan().shares;
    expect(await under({ preset: 'full' }, [{ ...share!, zones: undefined as never }])).toContain(
      'could not be checked',
    );
  });
});

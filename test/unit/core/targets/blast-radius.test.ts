import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Resource } from '../../../../core/ports/resources.ts';
import { type Hit, overreach, type Reach, sharesOf } from '../../../../core/targets/blast-radius.ts';
import { capsOf } from '../../../../core/targets/caps.ts';
import { cut } from '../../../../core/targets/cut.ts';
import { fleetKey, fleetsOf } from '../../../../core/targets/fleet.ts';
import { instance, resourcesOf, shop, zones } from '../../../fixtures/decisions/fleet.ts';

const web = shop.filter(({ name }) => name.startsWith('web-'));
const api = shop.filter(({ name }) => name.startsWith('api-'));

async function reachOf(chosen: readonly Resource[], fleet = shop, weight = 1): Promise<Reach> {
  const fleets = await fleetsOf(chosen, chosen, 'checkout', resourcesOf(fleet));
  return { hits: chosen.map((resource) => ({ resource, weight })), fleets, service: 'checkout' };
}

describe('presets and caps', () => {
  it('replaces a preset’s default by the explicit cap, each on its own', () => {
    expect(capsOf({ preset: 'single' })).toMatchObject({ maxTargets: 1, maxPercent: 100, declared: true });
    expect(capsOf({ preset: 'half', maxTargets: 2 })).toMatchObject({ maxTargets: 2, maxPercent: 50 });
    expect(capsOf({ preset: 'canary', maxPercent: 20 })).toMatchObject({ maxPercent: 20, atLeast: 0 });
    expect(capsOf({ scope: 'zone' }).declared).toBe(false);
  });
});

describe('a service’s fleet', () => {
  it('is what carries the same resilience:service tag, and only the healthy', async () => {
    const sick = instance('web', 9, { healthy: false });
    const { fleets } = await reachOf(web.slice(0, 1), [...shop, sick]);
    expect([...fleets.values()].map(({ service, healthy }) => [service, healthy.length])).toEqual([['checkout', 12]]);
  });

  it('falls back to the Service tag, and then to what the target matched', async () => {
    const tagged = [0, 1, 2].map((n) => instance('cart', n, { tags: { Service: 'cart' } }));
    expect([...(await reachOf(tagged.slice(0, 1), tagged)).fleets.values()][0]?.healthy).toHaveLength(3);
    const bare = [0, 1].map((n) => instance('bare', n, { tags: {} }));
    expect([...(await reachOf(bare, bare)).fleets.values()][0]).toMatchObject({ service: 'checkout', healthy: bare });
  });
});

describe('scope targets', () => {
  it('cuts to the percentage, rounding down', async () => {
    const kept = cut(capsOf({ maxPercent: 20 }), await reachOf(web));
    expect(kept.size).toBe(2);
  });

  it('cuts to nothing where an explicit percentage allows no whole member, and canary keeps one', async () => {
    expect(cut(capsOf({ maxPercent: 1 }), await reachOf(web)).size).toBe(0);
    expect(cut(capsOf({ preset: 'canary' }), await reachOf(web)).size).toBe(1);
  });

  it('takes one of each group, where that is the cap, and as many as it likes of what stands alone', async () => {
    const grouped = web.map((each, n) => ({ ...each, group: `web-${n % 3}` }));
    const kept = cut(capsOf({ maxPerGroup: 1 }), await reachOf(grouped, grouped));
    const groups = grouped.filter(({ id }) => kept.has(id)).map(({ group }) => group);
    expect(groups).toHaveLength(3);
    expect(new Set(groups).size).toBe(3);
    const elsewhere = grouped.map((each) => ({ ...each, id: `${each.id}-there`, account: '999988887777' }));
    const both = [...grouped, ...elsewhere];
    expect(cut(capsOf({ maxPerGroup: 1 }), await reachOf(both, both)).size).toBe(6);
    const alone = web.map(({ group: _, ...each }) => each);
    expect(cut(capsOf({ maxPerGroup: 1 }), await reachOf(alone, alone)).size).toBe(alone.length);
    const reach = await reachOf(grouped, grouped);
    expect(overreach(capsOf({ scope: 'zone', maxPerGroup: 1 }), reach)).toMatch(
      /members of web-0 are above the cap of 1 in each group/,
    );
  });

  it('leaves the floor in every zone', async () => {
    const fleet = [...web];
    const kept = cut(capsOf({ preset: 'full', minHealthyPerZone: 1 }), await reachOf(web, fleet));
    expect(kept.size).toBe(3);
    const left = web.filter(({ id }) => !kept.has(id)).map(({ zone }) => zone);
    expect(new Set(left)).toEqual(new Set(zones));
  });

  it('never exceeds a cap, is a prefix-stable choice, and grows with the caps', async () => {
    const caps = fc.record({
      maxTargets: fc.nat(14),
      maxPercent: fc.nat(100),
      minHealthyPerZone: fc.nat(3),
    });
    const asked = fc.shuffledSubarray([...web, ...api], { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(asked, caps, async (chosen, blastRadius) => {
        const reach = await reachOf(chosen);
        const kept = cut(capsOf(blastRadius), reach);
        const hits = reach.hits.filter(({ resource }) => kept.has(resource.id));
        expect(kept.size).toBeLessThanOrEqual(blastRadius.maxTargets);
        expect(kept.size / 12).toBeLessThanOrEqual(blastRadius.maxPercent / 100);
        // What was kept needs no second cut, as long as the fleet was above the floor before.
        expect(overreach(capsOf(blastRadius), { ...reach, hits })).toBeUndefined();
        expect(cut(capsOf(blastRadius), reach)).toEqual(kept);
        const wider = { ...blastRadius, maxTargets: blastRadius.maxTargets + 1 };
        expect([...kept].every((id) => cut(capsOf(wider), reach).has(id))).toBe(true);
        const share = { ...blastRadius, maxPercent: Math.min(100, blastRadius.maxPercent + 10) };
        expect(cut(capsOf(share), reach).size).toBeGreaterThanOrEqual(kept.size);
      }),
      { numRuns: 200 },
    );
  });

  it('counts a request-level fault by its share of requests', async () => {
    const functions = shop.filter(({ type }) => type === 'lambda:function');
    const reach = await reachOf(functions, shop, 0.3);
    expect(sharesOf(reach)[0]).toMatchObject({ healthy: 1, affected: 0.3, percent: 30 });
    expect(cut(capsOf({ maxPercent: 34 }), reach).size).toBe(1);
    expect(cut(capsOf({ maxPercent: 20 }), reach).size).toBe(0);
  });
});

describe('scope zone', () => {
  const inZone = (zone: string) => [...web, ...api].filter((resource) => resource.zone === zone);
  const caps = (over = {}) => capsOf({ scope: 'zone', maxPercent: 34, minHealthyPerZone: 1, ...over });

  it('lets a whole zone go, which needs nobody left', async () => {
    expect(overreach(caps(), await reachOf(inZone('euc1-az2')))).toBeUndefined();
  });

  it('refuses instead of cutting', async () => {
    expect(overreach(caps({ maxPercent: 30 }), await reachOf(inZone('euc1-az2')))).toBe(
      "4 of 12 healthy checkout's ec2:instance are 33.3 %, above the cap of 30 %",
    );
    expect(overreach(caps({ maxTargets: 3 }), await reachOf(inZone('euc1-az2')))).toContain('above the cap of 3');
  });

  it('refuses targets in two zones', async () => {
    const two = [...inZone('euc1-az1').slice(0, 1), ...inZone('euc1-az2').slice(0, 1)];
    expect(overreach(caps(), await reachOf(two))).toContain('euc1-az1, euc1-az2');
  });

  it('asks the floor of the zones that are not lost', async () => {
    const thin = shop.filter(({ zone, type }) => type !== 'ec2:instance' || zone !== 'euc1-az3');
    const one = instance('web', 2);
    const reach = await reachOf(inZone('euc1-az2'), [...thin, one]);
    expect(overreach(caps({ maxPercent: 50, minHealthyPerZone: 2 }), reach)).toContain('1 healthy');
    expect(overreach(caps({ maxPercent: 50 }), reach)).toBeUndefined();
  });
});

describe('shares', () => {
  it('counts each fleet once, before and during, by zone', async () => {
    const hits: Hit[] = [web[0]!, web[1]!].map((resource) => ({ resource, weight: 1 }));
    const [share] = sharesOf({ ...(await reachOf(web)), hits });
    expect(share).toMatchObject({ healthy: 12, affected: 2, zones: { 'euc1-az1': { before: 4, during: 3 } } });
    expect(fleetKey(web[0]!, 'x')).toContain('checkout');
  });
});

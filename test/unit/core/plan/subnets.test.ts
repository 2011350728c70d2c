/** What a fault on subnets reaches: not the subnet, but what stands in it. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Experiment } from '../../../../core/experiment/schema/experiment.ts';
import type { BlastRadius } from '../../../../core/experiment/schema/guardrails.ts';
import { checkGuardrails } from '../../../../core/guardrails/index.ts';
import { locksOf } from '../../../../core/guardrails/locks.ts';
import { makePlan } from '../../../../core/plan/make-plan.ts';
import type { Resource } from '../../../../core/ports/resources.ts';
import { database, instance, resourcesOf, shop, subnet } from '../../../fixtures/decisions/fleet.ts';
import { ports } from '../../../fixtures/decisions/question.ts';

const file = new URL('../../../../templates/experiments/zone-network-loss/experiment.yaml', import.meta.url);
const drill: Experiment = parse(readFileSync(file, 'utf8'));

const make = (blastRadius: BlastRadius, fleet: readonly Resource[] = shop, zone = 'euc1-az2') =>
  makePlan(
    { definition: { ...drill, blastRadius }, definitionHash: 'd', parameters: { zone }, seed: 7 },
    { ...ports(), resources: resourcesOf(fleet) },
  );

async function planned(...args: Parameters<typeof make>) {
  const made = await make(...args);
  if (!made.ok) throw new Error(made.refusal.why);
  return made.plan;
}

async function why(...args: Parameters<typeof make>): Promise<string> {
  const made = await make(...args);
  return made.ok ? 'planned' : made.refusal.why;
}

const zoneWide: BlastRadius = { scope: 'zone', maxPercent: 50, minHealthyPerZone: 1 };

describe('a subnet that is cut off', () => {
  it('counts as the instances and the database instances in it, each in its own fleet, by zone', async () => {
    const { shares, targets } = await planned(zoneWide);
    expect(shares.map(({ type, affected, healthy }) => [type, affected, healthy])).toEqual([
      ['ec2:instance', 4, 12],
      ['rds:db', 1, 2],
    ]);
    expect(shares[0]?.zones).toEqual({
      'euc1-az1': { before: 4, during: 4 },
      'euc1-az2': { before: 4, during: 0 },
      'euc1-az3': { before: 4, during: 4 },
    });
    expect(targets[0]?.chosen).toEqual([subnet('euc1-az2').id]);
    expect(targets[0]?.reached?.map(({ name }) => name)).toEqual(['api-1', 'api-4', 'web-1', 'web-4', 'orders-2']);
    expect(targets[0]?.because).toContain('5 stand in it');
  });

  it('is refused by caps that its subnets alone would pass', async () => {
    // One subnet of three is 33.3 %; one database instance of two is 50 %.
    expect(await why({ scope: 'zone', maxPercent: 34 })).toContain("1 of 2 healthy checkout's rds:db are 50 %");
    const crowded = shop.map((one) => (one.group === 'web' ? { ...one, zone: 'euc1-az2' } : one));
    expect(await why({ scope: 'zone', maxPercent: 60 }, crowded)).toContain("8 of 12 healthy checkout's ec2:instance");
    expect(await why({ scope: 'zone', maxPercent: 60, maxTargets: 1 })).toContain('5 targets are above the cap of 1');
  });

  it('within scope targets is left out whole where a resident does not fit', async () => {
    const floor: BlastRadius = { scope: 'targets', maxPercent: 50, minHealthyPerZone: 1 };
    expect(await why(floor)).toContain('nothing of target subnet may be hit');
    expect((await planned({ ...floor, minHealthyPerZone: 0 })).targets[0]?.chosen).toHaveLength(1);
  });

  it('reaches only what stands in it; what does not say its subnet counts by its zone', async () => {
    const here = subnet('euc1-az2').id;
    const fleet = shop.map((one) =>
      one.type === 'ec2:instance' && one.zone === 'euc1-az2'
        ? { ...one, ...(one.group === 'web' ? { subnet: here } : one.name === 'api-1' ? { subnet: 'another' } : {}) }
        : one,
    );
    const { targets, hash } = await planned(zoneWide, fleet);
    expect(targets[0]?.reached?.map(({ name }) => name)).toEqual(['api-4', 'web-1', 'web-4', 'orders-2']);
    expect(hash).not.toBe((await planned(zoneWide)).hash);
  });

  it('counts the healthy in it, and asks the opt-in of all', async () => {
    const sick = instance('web', 7, { healthy: false, tags: {} });
    const plan = await planned(zoneWide, [...shop, sick]);
    expect(plan.shares[0]).toMatchObject({ affected: 4, healthy: 12 });
    const refusals = await checkGuardrails(plan, undefined, ports());
    expect(refusals).toMatchObject([{ rule: 'opt-in', why: expect.stringContaining('web-7 lack') }]);
    expect(await checkGuardrails(await planned(zoneWide), undefined, ports())).toEqual([]);
  });

  it('is checked once more by the guardrail, by what stands in it', async () => {
    const plan = await planned(zoneWide);
    const narrower = { ...plan, definition: { ...plan.definition, blastRadius: { ...zoneWide, maxTargets: 4 } } };
    expect(await checkGuardrails(narrower, undefined, ports())).toMatchObject([
      { rule: 'blast-radius', why: expect.stringContaining('5 targets are above the cap of 4') },
    ]);
  });

  it('locks what stands in it, so that no other run meets it there', async () => {
    const locks = locksOf(await planned(zoneWide));
    for (const one of [instance('api', 1), instance('web', 4), database(2), subnet('euc1-az2')])
      expect(locks).toContainEqual({ key: `target/${one.id}`, mode: 'exclusive' });
    expect(locks.map(({ key }) => key)).not.toContain(`target/${instance('web', 0).id}`);
  });
});

it('an empty subnet takes nothing away, and is planned', async () => {
  const empty = shop.filter(({ zone, type }) => zone !== 'euc1-az3' || type === 'ec2:subnet');
  const plan = await planned(zoneWide, empty, 'euc1-az3');
  expect([plan.shares, plan.targets[0]?.reached]).toEqual([[], []]);
});

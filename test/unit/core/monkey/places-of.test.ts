/** A day fanned out over accounts and Regions: each place by itself, and all of them together the one plan that people see. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawsOf } from '../../../../core/monkey/draws.ts';
import { groupsOf } from '../../../../core/monkey/groups-of.ts';
import { onlyIn, placesOfMonkey } from '../../../../core/monkey/places-of.ts';
import { planDay } from '../../../../core/monkey/plan-day.ts';
import type { Grouping } from '../../../../core/monkey/schema/groups.ts';
import type { Resource, TargetQuery } from '../../../../core/ports/resources.ts';
import { optInTag } from '../../../../core/targets/opt-in-tag.ts';
import { monkeyWith } from './fixture.ts';

const home = { account: '111122223333', region: 'eu-central-1' };
const accounts = [home.account, '444455556666'];
const regions = [home.region, 'eu-west-1', 'us-east-1'];
const service = 'Service';

const instance = (account: string, region: string, group: string, n: number): Resource => ({
  id: `arn:aws:ec2:${region}:${account}:instance/i-${group}-${n}`,
  type: 'ec2:instance',
  name: `i-${group}-${n}`,
  account,
  region,
  zone: `${region}a`,
  group,
  tags: { [optInTag]: 'true', 'aws:autoscaling:groupName': group, [service]: group },
  healthy: true,
});
const fleet = accounts.flatMap((account) =>
  regions.flatMap((region) =>
    ['web', 'api', 'batch'].flatMap((group) => [0, 1].map((n) => instance(account, region, group, n))),
  ),
);
/** As AWS is asked: what is not named is the platform's own. */
const resolve = async ({ where }: TargetQuery) =>
  fleet.filter(
    ({ account, region }) => account === (where.account ?? home.account) && region === (where.region ?? home.region),
  );

const request = { date: '2026-11-23', history: [], now: Date.parse('2026-11-22T23:00:00Z') };
const wide: Grouping = { by: 'tag', keys: [service], regionsAreIndependent: false };

test('what is planned place by place is what is planned together, whatever the cap', async () => {
  const where = fc.record({
    accounts: fc.option(fc.subarray(accounts, { minLength: 1 }), { nil: undefined }),
    regions: fc.option(fc.shuffledSubarray(regions, { minLength: 1 }), { nil: undefined }),
  });
  await fc.assert(
    fc.asyncProperty(where, fc.boolean(), fc.integer({ min: 1, max: 4 }), fc.nat(), async (asked, over, cap, seed) => {
      const named = {
        ...(asked.accounts && { accounts: asked.accounts }),
        ...(asked.regions && { regions: asked.regions }),
      };
      const definition = monkeyWith({
        groups: [over ? { ...wide, where: named } : { by: 'auto-scaling-group', where: named }],
        chance: { probability: 0.8 },
        maxKillsPerDay: cap,
      });
      const together = planDay({ ...request, seed, definition, groups: await groupsOf(definition, { resolve }) });
      const apart = [];
      for (const place of placesOfMonkey(definition, home)) {
        const groups = await groupsOf(onlyIn(definition, place, home), { resolve });
        const { kills, declined } = planDay({ ...request, seed, definition, groups });
        expect(kills.length).toBeLessThanOrEqual(cap);
        apart.push(...kills, ...declined);
      }
      const ids = (list: readonly { readonly group: { readonly id: string }; readonly at: number }[]) =>
        list.map(({ group, at }) => `${group.id} ${at}`).sort();
      expect(ids(apart)).toEqual(ids([...together.kills, ...together.declined]));
    }),
    { numRuns: 40 },
  );
});

test('groups of one name in two Regions are two, each with its own draw and its own seed', async () => {
  const definition = monkeyWith({
    groups: [{ by: 'auto-scaling-group', where: { regions: [...regions], names: ['web'] } }],
    chance: { probability: 1 },
  });
  const { kills } = planDay({ ...request, seed: 7, definition, groups: await groupsOf(definition, { resolve }) });
  expect(kills.map(({ region }) => region).sort()).toEqual([...regions].sort());
  expect(new Set(kills.map(({ seed }) => seed)).size).toBe(3);
  expect(new Set(kills.map(({ runId }) => runId)).size).toBe(3);
  for (const { group, seed, expected, region } of kills) {
    expect(seed).toBe(drawsOf({ seed: 7, monkey: 'chaos-monkey', date: request.date, group: group.id }).seed);
    expect(expected?.id).toContain(`:${region}:`);
  }
});

test('one group over Regions is planned once, in the first that is named, and loses one member of one of them', async () => {
  const definition = monkeyWith({
    groups: [{ ...wide, where: { regions: ['us-east-1', 'eu-west-1'], names: ['web'] } }],
    chance: { probability: 1 },
  });
  const places = placesOfMonkey(definition, home);
  expect(places.map(({ region }) => region)).toEqual(['eu-west-1', 'us-east-1']);
  const found = await Promise.all(places.map((place) => groupsOf(onlyIn(definition, place, home), { resolve })));
  expect(found.map((groups) => groups.map(({ id, members }) => [id, members.length]))).toEqual([
    [],
    [[`tag/${home.account}/*/Service=web`, 4]],
  ]);
});

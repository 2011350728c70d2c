/** Families of resources are known by their types and ARNs before they are loaded, and are what they were known as. */
import { expect, test } from 'vitest';
import { arnPattern } from '../../../../adapters/aws/arn-pattern.ts';
import { families } from '../../../../adapters/aws/families.ts';
import type { Looking } from '../../../../adapters/aws/looking.ts';
import { routingFamilies } from '../../../../adapters/aws/routing/families.ts';
import type { Place } from '../../../../adapters/aws/squall/own-fault.ts';

const place: Place = { account: '111122223333', region: 'eu-central-1', stage: 'test', client: () => ({}) as never };
const looking: Looking = { region: place.region, client: () => ({}) as never, zones: { idOf: async (zone) => zone } };
/** Their ARNs are those of the types that they are. */
const never = '(?!)';

const all = [
  ...Object.entries(families).map(([type, load]) => ({ type, load: () => load(looking) })),
  ...Object.entries(routingFamilies).map(([type, load]) => ({ type, load: () => load(place, looking) })),
];

test.each(all)('$type is loaded as what it was known as', async ({ type, load }) => {
  const family = await load();
  expect(family.type).toBe(type);
  if (family.arn.source !== never) expect(family.arn.source).toBe(arnPattern(type).source);
});

test('only what is of several types has no ARN of its own', async () => {
  const loaded = await Promise.all(all.map(({ load }) => load()));
  const without = loaded.filter(({ arn }) => arn.source === never).map(({ type }) => type);
  expect(without).toEqual(['ec2:spot-instance', 'arc:zonal-shift-managed-resource']);
});

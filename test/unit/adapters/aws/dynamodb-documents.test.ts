import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPiece, isWhole, pack, type Stored, unpack } from '../../../../adapters/aws/dynamodb-documents.ts';
import { type Item, key } from '../../../../adapters/aws/dynamodb-writes.ts';
import { sha256Hex } from '../../../../core/plan/hash.ts';

const at = key('run/1', 'run#plan');
const noise = (kilobytes: number): string =>
  Array.from({ length: kilobytes * 16 }, (_, n) => sha256Hex(String(n))).join('');
const stored = async (value: unknown) => {
  const packed = await pack(at, 'plan', value);
  return { ...packed, item: { ...at, plan: packed.stored } as Item };
};

test('any JSON comes back as it was', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (value) => {
      const { item, rest } = await stored(value);
      expect(await unpack(item, 'plan', rest)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
    { numRuns: 50, seed: 7 },
  );
});

test('small stays readable, large is one compressed piece, larger goes on beside it', async () => {
  const small = await stored({ text: 'a'.repeat(8000) });
  expect([typeof small.stored, small.rest]).toEqual(['string', []]);
  const large = await stored({ text: 'ä'.repeat(100_000) });
  expect([isWhole(large.stored), large.rest]).toEqual([true, []]);
  const larger = await stored({ text: noise(1000) });
  expect(isWhole(larger.stored)).toBe(false);
  expect(larger.rest.length).toBeGreaterThan(1);
  expect(larger.rest.every(isPiece)).toBe(true);
  for (const { stored: kept } of [large, larger])
    expect((kept as Exclude<Stored, string>).gzip.length).toBeLessThanOrEqual(180 * 1024);
  expect(await unpack(large.item, 'plan')).toEqual({ text: 'ä'.repeat(100_000) });
  expect(await unpack(larger.item, 'plan', larger.rest.toReversed())).toEqual({ text: noise(1000) });
});

test('with a piece missing there is nothing, instead of a part', async () => {
  const { item, rest } = await stored({ text: noise(1000) });
  expect(await unpack(item, 'plan', rest.slice(1))).toBeUndefined();
  expect(await unpack(item, 'plan')).toBeUndefined();
});

test('what no transaction could take is refused', async () => {
  await expect(pack(at, 'plan', { text: noise(8000) })).rejects.toMatchObject({ name: 'DocumentTooLarge' });
});

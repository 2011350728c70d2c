import fc from 'fast-check';
import { expect, it } from 'vitest';
import { idFrom, localNames } from '../../../../apps/exchange/names.ts';
import { id, localName } from '../../../../core/experiment/schema/scalars.ts';

it('makes names that the format takes, of anything', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 90 })), (names) => {
      for (const name of names) expect(id.safeParse(idFrom(name)).success).toBe(true);
      const given = localNames(names);
      for (const name of names) expect(localName.safeParse(given.get(name)).success).toBe(true);
      expect(new Set(given.values()).size).toBe(new Set(names).size);
    }),
  );
});

it('keeps what a person would recognise', () => {
  expect(idFrom('AZ Availability: Power Interruption')).toBe('az-availability-power-interruption');
  expect(idFrom('terminateInstances')).toBe('terminate-instances');
  expect([...localNames(['Instances-Target-1', 'a b', 'a.b', '1']).values()]).toEqual([
    'Instances-Target-1',
    'a-b',
    'a-b-2',
    'item',
  ]);
});

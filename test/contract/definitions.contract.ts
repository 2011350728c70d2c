/** What every `Definitions` adapter keeps. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Definitions, StoredDefinition } from '../../core/ports/definitions.ts';
import { zoneDrill } from '../fixtures/history/definition.ts';

export interface DefinitionsSubject {
  readonly definitions: Definitions;
  store(definition: StoredDefinition): Promise<void>;
}

export function definitionsContract(name: string, make: () => Promise<DefinitionsSubject>): void {
  describe(`${name} keeps the contract of Definitions`, () => {
    let subject: DefinitionsSubject;
    const first: StoredDefinition = { hash: 'hash-1', experiment: zoneDrill };
    const second: StoredDefinition = { hash: 'hash-2', experiment: { ...zoneDrill, maxDuration: 'PT2H' } };
    beforeEach(async () => {
      subject = await make();
    });

    test('by name and by hash, as stored; undefined when neither is known', async () => {
      await subject.store(first);
      expect(await subject.definitions.load('az-power-interruption')).toEqual(first);
      expect(await subject.definitions.load('hash-1')).toEqual(first);
      expect(await subject.definitions.load('nothing')).toBeUndefined();
    });

    test('with the days that its holidays fall on; stored again, the newer ones stand', async () => {
      const calendar = {
        of: { country: 'DE', subdivision: 'BE' },
        from: '2025-01-01',
        to: '2028-12-31',
        timeZones: ['Europe/Berlin'],
        holidays: [{ date: '2026-03-08', name: "International Women's Day" }],
      };
      await subject.store({ ...first, calendar });
      expect(await subject.definitions.load('hash-1')).toEqual({ ...first, calendar });
      const newer = { ...first, calendar: { ...calendar, from: '2026-01-01', to: '2029-12-31' } };
      await subject.store(newer);
      expect(await subject.definitions.load('hash-1')).toEqual(newer);
      expect(await subject.definitions.load('az-power-interruption')).toEqual(newer);
    });

    test('the name follows the newest, and every hash stays', async () => {
      await subject.store(first);
      await subject.store(second);
      expect(await subject.definitions.load('az-power-interruption')).toEqual(second);
      expect(await subject.definitions.load('hash-1')).toEqual(first);
      await subject.store(first);
      expect(await subject.definitions.load('az-power-interruption')).toEqual(first);
    });
  });
}

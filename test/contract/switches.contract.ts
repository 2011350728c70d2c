/** What every `Switches` adapter keeps. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Switch, Switches } from '../../core/ports/switches.ts';

export function switchesContract(name: string, make: () => Promise<Switches>): void {
  describe(`${name} keeps the contract of Switches`, () => {
    let switches: Switches;
    const all: Switch = { scope: 'all', by: 'ada', reason: 'incident 12', at: 1 };
    const service: Switch = { scope: 'service:checkout', by: 'bob', reason: 'sale', at: 2 };
    const over = { by: 'cyd', reason: 'it is over', at: 5 };
    beforeEach(async () => {
      switches = await make();
    });

    test('none is raised at first; raised, each scope stands by itself', async () => {
      expect(await switches.raised()).toEqual([]);
      await switches.raise(service);
      await switches.raise(all);
      expect(await switches.raised()).toEqual([all, service]);
    });

    test('raised again the newer reason stands; lowered it is gone, and lowering it again does nothing', async () => {
      await switches.raise(all);
      await switches.raise(service);
      await switches.raise({ ...all, reason: 'incident 13', at: 3 });
      expect(await switches.raised()).toEqual([{ ...all, reason: 'incident 13', at: 3 }, service]);
      expect(await switches.lower({ scope: 'all', ...over })).toBe(true);
      expect(await switches.lower({ scope: 'all', ...over, at: 6 })).toBe(false);
      expect(await switches.raised()).toEqual([service]);
    });

    test('the audit list has every raising and lowering, newest first, and nothing that changed nothing', async () => {
      expect(await switches.audit()).toEqual([]);
      await switches.raise(all);
      await switches.raise(service);
      await switches.raise({ ...all, reason: 'incident 13', at: 3 });
      await switches.lower({ scope: 'owner:nobody', ...over, at: 4 });
      await switches.lower({ scope: 'all', ...over });
      await switches.raise({ ...all, reason: 'incident 14', at: 7 });
      expect(await switches.audit()).toEqual([
        { action: 'raised', ...all, reason: 'incident 14', at: 7 },
        { action: 'lowered', scope: 'all', ...over },
        { action: 'raised', ...all, reason: 'incident 13', at: 3 },
        { action: 'raised', ...service },
        { action: 'raised', ...all },
      ]);
    });

    test('an owner of any name can be raised, told and lowered', async () => {
      const odd: Switch = { scope: 'owner:Team Ünï: core/web_1', by: 'ada', reason: 'why → "so"', at: 1 };
      await switches.raise(odd);
      expect(await switches.raised()).toEqual([odd]);
      expect(await switches.lower({ scope: odd.scope, ...over })).toBe(true);
      expect(await switches.raised()).toEqual([]);
      expect((await switches.audit()).map(({ scope }) => scope)).toEqual([odd.scope, odd.scope]);
    });
  });
}

/** What every `Switches` adapter keeps. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Switch, Switches } from '../../core/ports/switches.ts';

export interface SwitchesSubject {
  readonly switches: Switches;
  raise(raised: Switch): Promise<void>;
  lower(scope: Switch['scope']): Promise<void>;
}

export function switchesContract(name: string, make: () => Promise<SwitchesSubject>): void {
  describe(`${name} keeps the contract of Switches`, () => {
    let subject: SwitchesSubject;
    const all: Switch = { scope: 'all', by: 'ada', reason: 'incident 12', at: 1 };
    const service: Switch = { scope: 'service:checkout', by: 'bob', reason: 'sale', at: 2 };
    beforeEach(async () => {
      subject = await make();
    });

    test('none is raised at first; raised, each scope stands by itself', async () => {
      expect(await subject.switches.raised()).toEqual([]);
      await subject.raise(service);
      await subject.raise(all);
      expect(await subject.switches.raised()).toEqual([all, service]);
    });

    test('raised again the newer reason stands; lowered it is gone, and lowering it again does nothing', async () => {
      await subject.raise(all);
      await subject.raise(service);
      await subject.raise({ ...all, reason: 'incident 13' });
      expect(await subject.switches.raised()).toEqual([{ ...all, reason: 'incident 13' }, service]);
      await subject.lower('all');
      await subject.lower('all');
      expect(await subject.switches.raised()).toEqual([service]);
    });
  });
}

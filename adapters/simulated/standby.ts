/** The place that takes over, as a world declares it. What it does not declare is known to nobody. */
import { type NotKnown, notKnown } from '../../core/conformity/known.ts';
import type { Standby } from '../../core/ports/standby.ts';
import type { Provisions } from '../../core/world/provisions.ts';
import type { SimulatedCloud } from '../../simulator/cloud.ts';
import { runAhead } from './ahead.ts';
import { recordsOf } from './dns-records.ts';
import { quotaUses } from './quota-uses.ts';

/** @param seed of the world's timeline */
export const simulatedStandby = (cloud: SimulatedCloud, seed: number, provisions: Provisions = {}): Standby => ({
  records: async (names) => names.map((name) => recordsOf(name, cloud)),
  async certificates({ region }) {
    const all = provisions.certificates;
    return all
      ? all.filter((each) => each.region === region).map(({ names, until }) => ({ names, expires: Date.parse(until) }))
      : undeclared('certificates');
  },
  async secrets(names, { region }) {
    const all = provisions.secrets;
    return names.map((name) => {
      if (!all) return undeclared('secrets');
      const there = all.some((each) => each.name === name && each.region === region);
      return { state: there ? 'present' : 'absent' } as const;
    });
  },
  quotas: async (growth) => growth.map((each) => quotaUses(each, cloud, provisions)),
  ahead: (question) => runAhead(cloud, seed, question),
});

const undeclared = (what: keyof Provisions): NotKnown =>
  notKnown(`the world does not say which there are: declare provisions.${what}`);

/** The place that takes over, as a world declares it. What it does not declare is known to nobody. */
import { type NotKnown, notKnown } from '../../core/conformity/known.ts';
import type { Standby } from '../../core/ports/standby.ts';
import type { Provisions } from '../../core/world/provisions.ts';
import type { SimulatedCloud } from '../../simulator/cloud.ts';
import { arrivingAt } from './arriving.ts';
import { recordsOf } from './dns-records.ts';
import { quotaUses } from './quota-uses.ts';

/** @param ahead whoever can run a drill in a copy of the cloud */
export const simulatedStandby = (
  cloud: SimulatedCloud,
  ahead: Standby['ahead'],
  provisions: Provisions = {},
): Standby => ({
  records: async (names) => names.map((name) => recordsOf(name, cloud)),
  async certificates({ account, region }) {
    const all = provisions.certificates;
    if (isElsewhere(account, cloud)) return elsewhere(account, cloud);
    return all
      ? all.filter((each) => each.region === region).map(({ names, until }) => ({ names, expires: Date.parse(until) }))
      : undeclared('certificates');
  },
  async secrets(names, { account, region }) {
    const all = provisions.secrets;
    return names.map((name) => {
      if (isElsewhere(account, cloud)) return elsewhere(account, cloud);
      if (!all) return undeclared('secrets');
      const there = all.some((each) => each.name === name && each.region === region);
      return { state: there ? 'present' : 'absent' } as const;
    });
  },
  arriving: async (groups) => groups.map((each) => arrivingAt(each, cloud.model)),
  quotas: async (growth) => growth.map((each) => quotaUses(each, cloud, provisions)),
  ahead,
});

const isElsewhere = (account: string | undefined, { model }: SimulatedCloud): account is string =>
  account !== undefined && account !== model.account;

const elsewhere = (account: string, { model }: SimulatedCloud): NotKnown =>
  notKnown(`this world is account ${model.account}, and has nothing of ${account}`);

const undeclared = (what: keyof Provisions): NotKnown =>
  notKnown(`the world does not say which there are: declare provisions.${what}`);

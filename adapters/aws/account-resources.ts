/** Resources of the platform's own account, and of the others when they are named. */
import type { Clock } from '../../core/ports/clock.ts';
import type { Resources, Snapshot } from '../../core/ports/resources.ts';
import { accountOf, accountsAsked } from '../../core/targets/accounts.ts';
import { type AccountClients, accountClients } from './account-clients.ts';
import { type ByAccount, byAccount, type Reach } from './other-accounts.ts';
import { proxies } from './proxies.ts';
import type { ResourceFamily } from './resource-family.ts';
import { awsResources } from './resources.ts';

/** One account, as it is looked at. */
export interface Looked {
  readonly clients: AccountClients;
  readonly resources: Resources;
}

/** @param own clients of the platform's own account, made here unless given */
export function lookedAt(
  { deployment, bounds, credentialsIn }: Reach,
  clock: Clock,
  own = accountClients(deployment.region, bounds),
): ByAccount<Looked> {
  const { region, toxiproxies = [] } = deployment;
  const looked = (clients: AccountClients, beside: readonly ResourceFamily[] = []): Looked => ({
    clients,
    resources: awsResources(clients, region, clock, beside),
  });
  // They are of no account, and so of the platform's own.
  const beside = toxiproxies.length > 0 ? [proxies(toxiproxies, deployment)] : [];
  return byAccount(deployment, looked(own, beside), ({ account }) =>
    looked(accountClients(region, bounds, credentialsIn(account))),
  );
}

/** Another account is looked at only where it is named, so that adding one widens no experiment. */
export const resourcesAcross = (of: ByAccount<Looked>, { account: home }: Reach['deployment']): Resources => ({
  async resolve(query) {
    const accounts = new Set(accountsAsked(query.where).map((account = home) => account));
    const found = await Promise.all([...accounts].map((account) => of(account).resources.resolve(query)));
    return found.flat().sort((a, b) => (a.id < b.id ? -1 : 1));
  },
  async snapshot(ids) {
    const seen = new Map<string, Snapshot>();
    for (const [account, own] of Map.groupBy(ids, (id) => accountOf(id) ?? home))
      for (const snapshot of await of(account).resources.snapshot(own)) seen.set(snapshot.id, snapshot);
    return ids.flatMap((id) => seen.get(id) ?? []);
  },
  zones: async (account = home) => of(account).resources.zones(),
});

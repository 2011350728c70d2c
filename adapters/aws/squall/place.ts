import type { Home } from '../arns.ts';
import { bounded, clientSettings } from '../clients.ts';
import type { Reach } from '../other-accounts.ts';
import type { Place } from './own-fault.ts';

/** A place as actions of our own act there. Nothing is made or asked for before a client is. */
export function placeIn({ account, region }: Home, { deployment, bounds, credentialsIn }: Reach): Place {
  const { stage = '', toxiproxies, recoveryEndpoints } = deployment;
  const made = new Map<string, Map<unknown, object>>();
  return {
    account,
    region,
    stage,
    ...(toxiproxies && { toxiproxies }),
    ...(recoveryEndpoints && { recoveryEndpoints }),
    client<C extends object>(make: new (settings: object) => C, elsewhere = region): C {
      const there = made.get(elsewhere) ?? new Map<unknown, object>();
      made.set(elsewhere, there);
      const known = there.get(make) as C | undefined;
      if (known) return known;
      const settings = { ...clientSettings, region: elsewhere, ...credentialsIn(account) };
      const fresh = new make(settings) as C & { send: never };
      there.set(make, bounded(fresh, bounds));
      return fresh;
    },
  };
}

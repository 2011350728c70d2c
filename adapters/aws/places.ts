/** Ports by place: clients are of one account and Region, credentials of the account alone. */
import { distinctPlaces, type Place, place, placeKey } from '../../core/targets/places.ts';
import type { Home } from './arns.ts';
import type { Reach } from './other-accounts.ts';

/** Nobody said that the platform may act there. */
export class UnknownRegion extends Error {
  override readonly name = 'UnknownRegion';
}

/** What a place lacks is the platform's own. */
export type ByPlace<P> = (place?: Place) => P;

export const inFull = (
  { account, region }: Place,
  { deployment: home }: { readonly deployment: Pick<Reach['deployment'], 'account' | 'region'> },
): Home => ({ account: account ?? home.account, region: region ?? home.region });

/**
 * What `make` makes of a place, once for each that is asked for.
 * @param own of the platform's own place, where it stands already
 * @throws UnknownAccount, UnknownRegion for what the deployment does not list
 */
export function byPlace<P>(reach: Reach, make: (where: Home) => P, own?: P): ByPlace<P> {
  const { deployment: home } = reach;
  const made = new Map<string, P>(own === undefined ? [] : [[placeKey(home), own]]);
  return (place = {}) => {
    const where = inFull(place, reach);
    const known = made.get(placeKey(where));
    if (known) return known;
    refuseUnlisted(where.region, home);
    // An account that is not listed is refused here, before anything is made for it.
    reach.credentialsIn(where.account);
    const fresh = make(where);
    made.set(placeKey(where), fresh);
    return fresh;
  };
}

function refuseUnlisted(region: string, { region: home, regions = [] }: Reach['deployment']): void {
  if (region === home || regions.includes(region)) return;
  throw new UnknownRegion(
    `Region ${region} is neither the platform's own (${home}) nor one of its regions (${regions.join(', ') || 'there are none'}): add it to regions in squall.config.yaml and deploy`,
  );
}

/** By the places that they name, in full. */
export const groupedByPlace = <T>(
  all: readonly T[],
  placeOf: (each: T) => Place,
  reach: Pick<Reach, 'deployment'>,
): ReadonlyMap<Home, readonly T[]> => {
  const of = (each: T) => inFull(placeOf(each), reach);
  const places = distinctPlaces(all.map(of)) as readonly Home[];
  return new Map(places.map((place) => [place, all.filter((each) => placeKey(of(each)) === placeKey(place))]));
};

/** Where a fault is looked for, by its reference: what that lacks is the platform's own. */
export const standsAt = ({
  account,
  region,
}: {
  readonly account?: string | undefined;
  readonly region?: string | undefined;
}): Place => place(account, region);

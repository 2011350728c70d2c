/** Resources of the platform's own account and Region, and of others when they are named. */
import type { Clock } from '../../core/ports/clock.ts';
import type { Resources, Snapshot } from '../../core/ports/resources.ts';
import { distinctPlaces, type Place, placeOf, placesAsked, regionOf } from '../../core/targets/places.ts';
import type { Home } from './arns.ts';
import type { ResourceClients } from './looking.ts';
import type { Reach } from './other-accounts.ts';
import { type ByPlace, byPlace, groupedByPlace, inFull } from './places.ts';
import { proxies } from './proxies.ts';
import { awsResources } from './resources.ts';
import type { Place as ActedIn } from './squall/own-fault.ts';
import { placeIn } from './squall/place.ts';

/** One account and Region, as they are looked at. */
export interface Looked {
  readonly resources: Resources;
  /** With the clients that they are looked at by. */
  readonly place: ActedIn;
}

/** @param own clients of the platform's own place, instead of those that are made when one is needed */
export function lookedAt(reach: Reach, clock: Clock, own: Partial<ResourceClients> = {}): ByPlace<Looked> {
  const { deployment } = reach;
  const { toxiproxies = [] } = deployment;
  // They are of no place, and so of the platform's own.
  const beside = toxiproxies.length > 0 ? [proxies(toxiproxies, deployment)] : [];
  const looked = (where: Home, given: Partial<ResourceClients> = {}, others: typeof beside = []): Looked => {
    const place = placeIn(where, reach);
    return { place, resources: awsResources(given, where.region, clock, others, place) };
  };
  return byPlace(reach, looked, looked(deployment, own, beside));
}

/**
 * Another account or Region is looked at only where it is named, so that adding one widens no
 * experiment. What is global is seen from any Region: one that two of them tell of counts once.
 */
export const resourcesAcross = (of: ByPlace<Looked>, { deployment }: Pick<Reach, 'deployment'>): Resources => ({
  async resolve(query) {
    const places = distinctPlaces(placesAsked(query.where).map((place) => inFull(place, { deployment })));
    const found = await Promise.all(places.map((place) => of(place).resources.resolve(query)));
    const once = new Map(found.flat().map((each) => [each.id, each]));
    return [...once.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  },
  async snapshot(ids) {
    const seen = new Map<string, Snapshot>();
    const look = async (place: Place, own: readonly string[]) => {
      for (const snapshot of own.length > 0 ? await of(place).resources.snapshot(own) : [])
        if (snapshot.exists || !seen.has(snapshot.id)) seen.set(snapshot.id, snapshot);
    };
    for (const [place, own] of groupedByPlace(ids, placeOf, { deployment })) await look(place, own);
    // The ARN of a bucket tells no Region: what is not at home is looked for wherever the platform may act.
    const lost = () => ids.filter((id) => isOfNoRegion(id) && seen.get(id)?.exists === false);
    for (const region of deployment.regions ?? []) await look({ region }, lost());
    return ids.flatMap((id) => seen.get(id) ?? []);
  },
  zones: async (place) => of(place).resources.zones(),
});

const isOfNoRegion = (id: string): boolean => id.startsWith('arn:') && regionOf(id) === undefined;

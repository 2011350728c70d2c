/**
 * What a name is answered with now, as Route 53 decides: among records whose health checks
 * pass, or as if all did where none does. And how an accelerator spreads connections.
 */
import { roundTrip } from '../geography.ts';
import type { AcceleratorModel, EndpointGroupModel, RoutedDnsModel, RoutedRecordModel, WorldModel } from '../model.ts';
import type { Answer } from '../routing.ts';

/** As they stand, overrides and health included. */
export interface StandingRecord extends RoutedRecordModel {
  readonly healthy: boolean;
}

export interface StandingGroup extends EndpointGroupModel {
  readonly healthy: boolean;
}

type Nearby = Pick<WorldModel, 'distances'> & { readonly from: string | undefined };

export function answersOf(
  routing: RoutedDnsModel['routing'],
  records: readonly StandingRecord[],
  near: (region: string | undefined) => number,
): readonly Answer[] {
  switch (routing) {
    case 'weighted':
      return byWeight(records);
    case 'failover': {
      const primary = records.find(({ role }) => role === 'primary');
      const secondary = records.find(({ role }) => role === 'secondary');
      const chosen = primary?.healthy || !secondary?.healthy ? primary : secondary;
      return chosen ? [{ to: chosen.to, share: 1 }] : [];
    }
    case 'latency': {
      const healthy = records.filter((record) => record.healthy);
      const [nearest] = nearestFirst(healthy.length > 0 ? healthy : records, near);
      return nearest ? [{ to: nearest.to, share: 1 }] : [];
    }
  }
}

/** Those of weight 0 answer only where no other is healthy; where no weight is above 0, all are equal. */
function byWeight(records: readonly StandingRecord[]): readonly Answer[] {
  const healthy = records.filter((record) => record.healthy);
  const weighty = healthy.filter(({ weight = 0 }) => weight > 0);
  const eligible = weighty.length > 0 ? weighty : healthy.length > 0 ? healthy : records;
  const all = eligible.reduce((sum, { weight = 0 }) => sum + weight, 0);
  return merged(eligible.map(({ to, weight = 0 }) => ({ to, share: all > 0 ? weight / all : 1 / eligible.length })));
}

/**
 * The nearest group takes the share of its dial, the next nearest that of what is left, and so
 * on; what is then left is divided among them in proportion to what they took. Groups that
 * are not healthy get nothing, as long as another is.
 */
export function spreadOf(
  { groups }: { readonly groups: readonly StandingGroup[] } & Pick<AcceleratorModel, 'id'>,
  near: (region: string | undefined) => number,
): readonly Answer[] {
  const healthy = groups.filter((group) => group.healthy && group.dial > 0);
  const eligible = healthy.length > 0 ? healthy : groups.filter(({ dial }) => dial > 0);
  let left = 1;
  const taken = nearestFirst(eligible, near).map(({ to, dial }) => {
    const share = (left * dial) / 100;
    left -= share;
    return { to, share };
  });
  const all = 1 - left;
  return merged(taken.map(({ to, share }) => ({ to, share: share / all })));
}

/** How far a Region is from where somebody lives. */
export const nearTo =
  (model: WorldModel, from: Nearby['from']) =>
  (region: string | undefined): number =>
    roundTrip(model, from, region);

const nearestFirst = <T extends { readonly region?: string }>(
  all: readonly T[],
  near: (region: string | undefined) => number,
): readonly T[] => all.toSorted((a, b) => near(a.region) - near(b.region));

/** One for each place, in the order of the first. */
const merged = (answers: readonly Answer[]): readonly Answer[] =>
  [...Map.groupBy(answers, ({ to }) => to)]
    .map(([to, each]) => ({ to, share: each.reduce((sum, { share }) => sum + share, 0) }))
    .filter(({ share }) => share > 0);

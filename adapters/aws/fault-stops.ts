/** Faults in the place of their targets, only looked at and stopped: for whoever has no second to lose. */
import type { FaultReference, Faults } from '../../core/ports/faults.ts';
import { late } from './late.ts';
import type { Reach } from './other-accounts.ts';
import { byPlace, standsAt } from './places.ts';
import { squallFaults } from './squall/faults.ts';
import { placeIn } from './squall/place.ts';

type Stops = Pick<Faults, 'observe' | 'stop'>;

/** A run is ended before its faults are: their client is loaded once there is one to look at, and most alarms guard no run. */
export function faultStopsAcross(reach: Reach): Stops {
  const fis = late(async () => (await import('./fis-stops.ts')).fisStopsAcross(reach));
  const squallOf = byPlace(reach, (where) => squallFaults(placeIn(where, reach)));
  const of = (fault: FaultReference): Stops | Promise<Stops> =>
    fault.provider === 'squall' ? squallOf(standsAt(fault)) : fis();
  return {
    observe: async (fault) => (await of(fault)).observe(fault),
    stop: async (fault, reason) => (await of(fault)).stop(fault, reason),
  };
}

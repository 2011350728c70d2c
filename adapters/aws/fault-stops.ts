/** Faults in the place of their targets, only looked at and stopped: for whoever has no second to lose. */
import { FisClient } from '@aws-sdk/client-fis';
import type { Faults } from '../../core/ports/faults.ts';
import { type Place, place } from '../../core/targets/places.ts';
import type { Home } from './arns.ts';
import { bounded, clientSettings } from './clients.ts';
import { findExperiment, observationOf, stopExperiment } from './fis-experiments.ts';
import type { Reach } from './other-accounts.ts';
import { byPlace } from './places.ts';
import { squallFaults } from './squall/faults.ts';
import { placeIn } from './squall/place.ts';

/** @param own of the platform's own place, made here unless given */
export const fisIn = (
  { account, region }: Home,
  { deployment, bounds, credentialsIn }: Reach,
  own?: FisClient,
): FisClient =>
  account === deployment.account && region === deployment.region && own
    ? own
    : bounded(new FisClient({ ...clientSettings, region, ...credentialsIn(account) }), bounds);

/** Where a fault is looked for, by its reference: what that lacks is the platform's own. */
export const standsAt = ({
  account,
  region,
}: {
  readonly account?: string | undefined;
  readonly region?: string | undefined;
}): Place => place(account, region);

/** What a fault that is over leaves in AWS is left to the recovery that follows. */
export function faultStopsAcross(reach: Reach): Pick<Faults, 'observe' | 'stop'> {
  const fisOf = byPlace(reach, (where) => fisIn(where, reach));
  const squallOf = byPlace(reach, (where) => squallFaults(placeIn(where, reach)));
  return {
    async observe(fault) {
      if (fault.provider === 'squall') return squallOf(standsAt(fault)).observe(fault);
      const fis = fisOf(standsAt(fault));
      const experiment = await findExperiment(fis, fault);
      return experiment ? observationOf(fis, experiment) : { state: 'absent', actions: [] };
    },
    async stop(fault, reason) {
      if (fault.provider === 'squall') return squallOf(standsAt(fault)).stop(fault, reason);
      await stopExperiment(fisOf(standsAt(fault)), fault);
    },
  };
}

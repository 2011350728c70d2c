/** Faults in the account of their targets, only looked at and stopped: for whoever has no second to lose. */
import { FisClient } from '@aws-sdk/client-fis';
import type { FaultReference, Faults } from '../../core/ports/faults.ts';
import { bounded, clientSettings } from './clients.ts';
import { findExperiment, observationOf, stopExperiment } from './fis-experiments.ts';
import { byAccount, type Reach } from './other-accounts.ts';
import { squallFaults } from './squall/faults.ts';
import { placeIn } from './squall/place.ts';

/** @param own of the platform's own account, made here unless given */
export const fisIn = (account: string, { deployment, bounds, credentialsIn }: Reach, own?: FisClient): FisClient =>
  account === deployment.account && own
    ? own
    : bounded(new FisClient({ ...clientSettings, region: deployment.region, ...credentialsIn(account) }), bounds);

/** What a fault that is over leaves in AWS is left to the recovery that follows. */
export function faultStopsAcross(reach: Reach): Pick<Faults, 'observe' | 'stop'> {
  const { account: home } = reach.deployment;
  const fisOf = byAccount(reach.deployment, fisIn(home, reach), ({ account }) => fisIn(account, reach));
  const squallOf = byAccount(reach.deployment, squallFaults(placeIn(home, reach)), ({ account }) =>
    squallFaults(placeIn(account, reach)),
  );
  const whereOf = ({ account = home }: FaultReference) => fisOf(account);
  const ownOf = ({ account = home }: FaultReference) => squallOf(account);
  return {
    async observe(fault) {
      if (fault.provider === 'squall') return ownOf(fault).observe(fault);
      const fis = whereOf(fault);
      const experiment = await findExperiment(fis, fault);
      return experiment ? observationOf(fis, experiment) : { state: 'absent', actions: [] };
    },
    async stop(fault, reason) {
      if (fault.provider === 'squall') return ownOf(fault).stop(fault, reason);
      await stopExperiment(whereOf(fault), fault);
    },
  };
}

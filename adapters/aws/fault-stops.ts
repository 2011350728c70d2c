/** Faults in the account of their targets: started, looked for, stopped and undone there. */
import { FisClient } from '@aws-sdk/client-fis';
import type { FaultReference, Faults } from '../../core/ports/faults.ts';
import { accountOf, accountsOf } from '../../core/targets/accounts.ts';
import { arn, parseArn } from './arns.ts';
import { bounded, clientSettings } from './clients.ts';
import { awsFaults, type FaultParts } from './faults.ts';
import { FaultRefused } from './fis-template.ts';
import { byAccount, type Reach } from './other-accounts.ts';

/** Only stopped and looked at: what they leave in AWS is left to the recovery that follows. */
export const faultStopsAcross = (reach: Reach): Faults =>
  faultsOf(reach, (account) => ({ fis: fisIn(account, reach) }));

/** @param own of the platform's own account, made here unless given */
export const fisIn = (account: string, { deployment, bounds, credentialsIn }: Reach, own?: FisClient): FisClient =>
  account === deployment.account && own
    ? own
    : bounded(new FisClient({ ...clientSettings, region: deployment.region, ...credentialsIn(account) }), bounds);

/** An injection is in the one account of its targets, and so are the alarms that FIS goes by. */
export function faultsOf({ deployment: home }: Reach, partsIn: (account: string) => FaultParts): Faults {
  const { region } = home;
  const faultsIn = (account: string, faultRole: string | undefined): Faults =>
    awsFaults(partsIn(account), { account, region, ...(faultRole !== undefined && { faultRole }) });
  const of = byAccount(home, faultsIn(home.account, home.faultRole), (other) =>
    faultsIn(other.account, other.faultRole),
  );
  const whereOf = ({ account = home.account }: FaultReference) => of(account);
  return {
    async start(injection) {
      const targets = injection.actions.flatMap((action) => Object.values(action.targets).flat());
      const [account = home.account, other] = accountsOf(targets);
      if (other !== undefined)
        throw new FaultRefused(
          `wave ${injection.wave} has targets in accounts ${account} and ${other}, and acts in one`,
        );
      const stopAlarms = injection.stopAlarms
        .map((alarm) => (parseArn(alarm) ? alarm : arn('cloudwatch', home, `alarm:${alarm}`)))
        .filter((alarm) => accountOf(alarm) === account);
      return of(account).start({ ...injection, stopAlarms });
    },
    observe: async (fault) => whereOf(fault).observe(fault),
    stop: async (fault, reason) => whereOf(fault).stop(fault, reason),
    undo: async (entry) => whereOf(entry.fault).undo(entry),
    template: async (id) => of(home.account).template(id),
  };
}

/** All that faults take, in the account of their targets: marks on them, and an undo of our own. */
import type { FisClient } from '@aws-sdk/client-fis';
import type { FaultProvider, FaultReference, Faults } from '../../core/ports/faults.ts';
import { accountOf, accountsOf } from '../../core/targets/accounts.ts';
import type { Looked } from './account-resources.ts';
import { arn, parseArn } from './arns.ts';
import { faultQuestions } from './fault-questions.ts';
import { FaultRefused } from './fault-refused.ts';
import { fisIn } from './fault-stops.ts';
import { awsFaults, type FaultParts, type FaultsHere } from './faults.ts';
import { awsMarks } from './marks.ts';
import { type ByAccount, byAccount, type Reach } from './other-accounts.ts';
import { squallFaults } from './squall/faults.ts';
import { placeIn } from './squall/place.ts';
import { awsStartStopped } from './stopped-instances.ts';

export interface FaultOptions extends Pick<FaultParts, 'untidy'> {
  /** Of the platform's own account, made here unless given. */
  readonly fis?: FisClient;
}

export function faultsAcross(reach: Reach, looked: ByAccount<Looked>, { fis, untidy }: FaultOptions = {}): Faults {
  const partsIn = (account: string): FaultParts => {
    const { clients, resources } = looked(account);
    const marks = awsMarks(clients.tagging, resources);
    return {
      fis: fisIn(account, reach, fis),
      marks,
      startStopped: awsStartStopped(clients.ec2),
      ...(untidy && { untidy }),
    };
  };
  return inTheirAccounts(reach, partsIn);
}

/** An injection is in the one account of its targets, and so are the alarms that FIS goes by. */
function inTheirAccounts(reach: Reach, partsIn: (account: string) => FaultParts): Faults {
  const { deployment: home } = reach;
  const { region, faultLogs } = home;
  const faultsIn = (account: string, faultRole: string | undefined): FaultsHere =>
    byProvider(
      awsFaults(partsIn(account), {
        account,
        region,
        ...(faultRole !== undefined && { faultRole }),
        ...(faultLogs && { faultLogs }),
      }),
      squallFaults(placeIn(account, reach)),
    );
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
          `what starts together in wave ${injection.wave} has targets in accounts ${account} and ${other}, and acts in one`,
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
    active: async (account = home.account) => of(account).active(),
    ...faultQuestions(reach),
  };
}

/** Templates, and how many faults are under way, are FIS's to tell. */
function byProvider(fis: FaultsHere, squall: ReturnType<typeof squallFaults>): FaultsHere {
  const of = (provider: FaultProvider) => (provider === 'squall' ? squall : fis);
  return {
    ...fis,
    start: (injection) => of(injection.provider).start(injection),
    observe: (fault) => of(fault.provider).observe(fault),
    stop: (fault, reason) => of(fault.provider).stop(fault, reason),
    undo: (entry) => of(entry.fault.provider).undo(entry),
  };
}

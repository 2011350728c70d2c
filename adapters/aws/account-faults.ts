/** All that faults take, in the account of their targets: marks on them, and an undo of our own. */
import type { FisClient } from '@aws-sdk/client-fis';
import type { Faults } from '../../core/ports/faults.ts';
import type { Looked } from './account-resources.ts';
import { faultsOf, fisIn } from './fault-stops.ts';
import type { FaultParts } from './faults.ts';
import { awsMarks } from './marks.ts';
import type { ByAccount, Reach } from './other-accounts.ts';
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
  return faultsOf(reach, partsIn);
}

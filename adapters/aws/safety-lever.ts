/** The safety lever of FIS, in the platform's own account and Region and in others. */
import type { FisClient } from '@aws-sdk/client-fis';
import type { LeverState, SafetyLever } from '../../core/ports/safety-lever.ts';
import { fisIn } from './fis-client.ts';
import { getSafetyLever, LeverUnknown, updateSafetyLever } from './lever-commands.ts';
import type { Reach } from './other-accounts.ts';
import { byPlace } from './places.ts';

const statuses: readonly string[] = ['disengaged', 'engaging', 'engaged'];

/** @throws LeverUnknown for a state that is not known: what is not understood is not passed. */
function stateOf(lever: unknown): LeverState {
  const { state } = (lever ?? {}) as { readonly state?: { readonly status?: string; readonly reason?: string } };
  const { status = 'missing', reason } = state ?? {};
  if (!statuses.includes(status)) throw new LeverUnknown(`the state of the FIS safety lever is ${status}`);
  return { status: status as LeverState['status'], ...(reason && { reason }) };
}

export const lookAtLever = async (fis: FisClient): Promise<LeverState> => stateOf(await getSafetyLever(fis));

/** Engaged, FIS stops every experiment of the account in the Region, whosever it is, and cancels those that start. */
export const setLever = async (fis: FisClient, status: 'engaged' | 'disengaged', reason: string): Promise<LeverState> =>
  stateOf(await updateSafetyLever(fis, { status, reason }));

/** @param own of the platform's own place, made here unless given */
export function awsSafetyLever(reach: Reach, own?: FisClient): SafetyLever {
  const of = byPlace(reach, (where) => fisIn(where, reach, own));
  return { look: async (place) => lookAtLever(of(place)) };
}

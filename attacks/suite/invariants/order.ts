import type { Invariant } from './invariant.ts';

/** I5: when a run takes its lease a reaper stands, and when a fault starts its line in the ledger as well. */
export const order: Invariant = {
  id: 'I5',
  what: 'no injection without ledger entry and reaper',
  *breaches({ platform: { witness } }) {
    for (const { runId, reaperArmed } of witness.leased)
      if (!reaperArmed) yield `${runId} took its lease without a reaper`;
    for (const { runId, experimentId, intended, reaperArmed, phase } of witness.started) {
      if (!intended) yield `${experimentId} of ${runId} was started without a ledger entry`;
      if (phase === 'injecting' && !reaperArmed) yield `${experimentId} of ${runId} was started without a reaper`;
    }
  },
};

import type { Invariant } from './invariant.ts';

/** I5: when a fault starts, its line in the ledger stands, and so does a reaper. */
export const order: Invariant = {
  id: 'I5',
  what: 'no injection without ledger entry and reaper',
  *breaches({ platform: { witness } }) {
    for (const { runId, experimentId, intended, reaperArmed, phase } of witness.started) {
      if (!intended) yield `${experimentId} of ${runId} was started without a ledger entry`;
      if (phase === 'injecting' && !reaperArmed) yield `${experimentId} of ${runId} was started without a reaper`;
    }
  },
};

import { type Invariant, seconds } from './invariant.ts';

/**
 * I8: nothing is started once a stop is acknowledged, nor later than one function timeout after
 * the epoch rose; and once an abort is carried out, what was in force before it is being stopped.
 */
export const abortWins: Invariant = {
  id: 'I8',
  what: 'abort wins every race',
  *breaches({ platform: { witness, ports } }) {
    for (const { runId, experimentId, at, terminal, stopAcknowledged } of witness.started) {
      if (stopAcknowledged) yield `${experimentId} of ${runId} was started after the stop was acknowledged`;
      if (terminal) yield `${experimentId} of ${runId} was started after its run was concluded`;
      const rose = witness.epochRose.get(runId);
      if (rose !== undefined && at > rose + ports.stage.functionTimeout)
        yield `${experimentId} of ${runId} was started ${seconds(at - rose)} after its end was asked for`;
    }
    for (const { runId, untouched } of witness.aborted)
      if (untouched.length > 0) yield `${runId} was aborted, and nobody stopped ${untouched.join()}`;
  },
};

import { covers } from '../../../core/history/scope.ts';
import { type Invariant, seconds } from './invariant.ts';

/**
 * I8: nothing is started once a stop is acknowledged, nor later than one function timeout after
 * the epoch rose; and once an abort is carried out, what was in force before it is being stopped.
 */
export const abortWins: Invariant = {
  id: 'I8',
  what: 'abort wins every race',
  *breaches({ platform: { witness, ports, tables } }) {
    for (const { runId, experimentId, at, terminal, stopAcknowledged } of witness.started) {
      if (stopAcknowledged) yield `${experimentId} of ${runId} was started after the stop was acknowledged`;
      if (terminal) yield `${experimentId} of ${runId} was started after its run was concluded`;
      const rose = witness.epochRose.get(runId);
      if (rose !== undefined && at > rose + ports.stage.functionTimeout)
        yield `${experimentId} of ${runId} was started ${seconds(at - rose)} after its end was asked for`;
    }
    // A call that was in flight when all of it was stopped may land within one function timeout.
    for (const { scope, from = Number.POSITIVE_INFINITY, to } of witness.halted)
      for (const { runId, experimentId, at } of witness.started)
        if (at > from + ports.stage.functionTimeout && at < to && covers(scope, tables.records.get(runId)!))
          yield `${experimentId} of ${runId} was started under the kill switch for ${scope}`;
    for (const { runId, untouched } of witness.aborted)
      if (untouched.length > 0) yield `${runId} was aborted, and nobody stopped ${untouched.join()}`;
  },
};

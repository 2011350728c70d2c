import { type Invariant, seconds } from './invariant.ts';

/** I8: nothing is started once a stop is acknowledged, nor later than one function timeout after the epoch rose. */
export const abortWins: Invariant = {
  id: 'I8',
  what: 'abort wins every race',
  *breaches({ platform: { witness, tables, ports, attacker } }) {
    for (const { runId, experimentId, at, terminal, stopAcknowledged } of witness.started) {
      if (stopAcknowledged) yield `${experimentId} of ${runId} was started after the stop was acknowledged`;
      if (terminal) yield `${experimentId} of ${runId} was started after its run was concluded`;
      const { epochRaisedAt } = tables.records.get(runId) ?? {};
      const skew = attacker.happened.some(({ kind }) => kind === 'clock-skew') ? 120_000 : 0;
      if (epochRaisedAt !== undefined && at > epochRaisedAt + ports.stage.functionTimeout + skew)
        yield `${experimentId} of ${runId} was started ${seconds(at - epochRaisedAt)} after its end was asked for`;
    }
  },
};

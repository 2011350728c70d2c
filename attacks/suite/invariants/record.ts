import type { TerminalRecord } from '../../../core/history/run-record.ts';
import type { Attack } from '../attacker.ts';
import type { Invariant } from './invariant.ts';

/** I4: each run has one terminal record, which stays as it was written and is what the world shows. */
export const record: Invariant = {
  id: 'I4',
  what: 'one terminal record, and a true one',
  *breaches({ platform: { witness, tables, attacker } }) {
    for (const { runId, terminal, phase, lease } of tables.records.values()) {
      const written = witness.concluded.filter((each) => each.runId === runId);
      if (written.length !== 1) yield `${runId} has ${written.length} terminal records`;
      if (terminal !== written[0]?.terminal) yield `${runId} has another terminal record than the one first written`;
      if (phase !== 'concluded') yield `${runId} ends as ${phase}`;
      const lines = [...(tables.journals.get(runId)?.values() ?? [])].filter(({ type }) => type === 'concluded');
      const mayBeUntold = terminal !== undefined && isTellerLost(terminal, lease === undefined, attacker.happened);
      if (lines.length !== 1 && !(lines.length === 0 && mayBeUntold))
        yield `${runId} was told to be concluded ${lines.length} times`;
      const began = witness.started.some((started) => started.runId === runId);
      if (began && (terminal?.end === 'refused' || terminal?.recovery === 'none'))
        yield `${runId} says ${terminal.end} and ${terminal.recovery}, and a fault was started`;
    }
    for (const { runId } of witness.started)
      if (!tables.records.has(runId)) yield `${runId} has no record, and a fault was started`;
  },
};

/**
 * The last line is written by whoever concludes, then by whoever hears that they died, then by the reaper. With all
 * of them taken out the record still says everything but that it was told. A reaper is taken out when it could not
 * be made, and is spent when it was what brought the run to its end.
 * @param unarmed it never had a reaper
 */
function isTellerLost({ runId, cause }: TerminalRecord, unarmed: boolean, happened: readonly Attack[]): boolean {
  const unheard = happened.some(
    ({ kind, id }) => kind === 'event-lost' || kind === 'service-down' || id.endsWith('runs.refuse'),
  );
  const unreaped = unarmed || cause?.kind === 'deadline';
  return unheard && (unreaped || happened.some(({ id }) => id.startsWith(`reaper-refused/${runId}/`)));
}

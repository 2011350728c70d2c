import type { Invariant } from './invariant.ts';

/** I4: each run has one terminal record, which stays as it was written and is what the world shows. */
export const record: Invariant = {
  id: 'I4',
  what: 'one terminal record, and a true one',
  *breaches({ platform: { witness, tables } }) {
    for (const { runId, terminal, phase } of tables.records.values()) {
      const written = witness.concluded.filter((each) => each.runId === runId);
      if (written.length !== 1) yield `${runId} has ${written.length} terminal records`;
      if (terminal !== written[0]?.terminal) yield `${runId} has another terminal record than the one first written`;
      if (phase !== 'concluded') yield `${runId} ends as ${phase}`;
      const lines = [...(tables.journals.get(runId)?.values() ?? [])].filter(({ type }) => type === 'concluded');
      if (lines.length !== 1) yield `${runId} was told to be concluded ${lines.length} times`;
      const began = witness.started.some((started) => started.runId === runId);
      if (began && (terminal?.end === 'refused' || terminal?.recovery === 'none'))
        yield `${runId} says ${terminal.end} and ${terminal.recovery}, and a fault was started`;
    }
    for (const { runId } of witness.started)
      if (!tables.records.has(runId)) yield `${runId} has no record, and a fault was started`;
  },
};

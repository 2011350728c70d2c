import type { Invariant } from './invariant.ts';

/** I6: a trigger that is delivered again and again starts one run. */
export const once: Invariant = {
  id: 'I6',
  what: 'a trigger delivered N times starts one run',
  *breaches({ cast, platform: { tables, witness } }) {
    const known = new Set(cast.starts.map(({ runId }) => runId));
    for (const runId of tables.records.keys()) if (!known.has(runId)) yield `${runId} was started by nobody`;
    for (const runId of known) {
      const waves = witness.started.filter((started) => started.runId === runId).map(({ token }) => token);
      if (new Set(waves).size < waves.length) yield `${runId} started the same wave twice`;
    }
  },
};

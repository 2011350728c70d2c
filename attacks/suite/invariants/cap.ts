import type { Invariant } from './invariant.ts';

/** I3: what a run acts on, in all of its waves together, is what its plan says, and never more than its cap. */
export const cap: Invariant = {
  id: 'I3',
  what: 'affected targets stay within the cap',
  *breaches({ platform: { witness, tables } }) {
    for (const runId of new Set(witness.started.map((started) => started.runId))) {
      const plan = tables.records.get(runId)?.plan;
      if (!plan) continue;
      const own = witness.started.filter((started) => started.runId === runId);
      const touched = new Set(
        own.flatMap(({ actions }) => actions.flatMap(({ targets }) => Object.values(targets).flat())),
      );
      const planned = new Set(plan.targets.flatMap(({ chosen }) => chosen));
      for (const id of touched) if (!planned.has(id)) yield `${runId} acted on ${id}, which its plan does not name`;
      const most = Number(plan.definition.blastRadius.maxTargets ?? Number.POSITIVE_INFINITY);
      if (touched.size > most) yield `${runId} acted on ${touched.size} targets, and ${most} are allowed`;
      const tokens = own.map(({ token }) => token);
      if (new Set(tokens).size < tokens.length) yield `${runId} started one fault twice`;
    }
  },
};

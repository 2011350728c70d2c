import type { Platform } from '../platform.ts';
import { isLasting, type Started } from '../witness.ts';
import type { Invariant } from './invariant.ts';

interface Held {
  readonly runId: string;
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

/** I2: no two runs act on one target, nor on a scope and something within it. */
export const overlap: Invariant = {
  id: 'I2',
  what: 'no two runs on overlapping targets or scopes',
  *breaches({ platform }) {
    for (const { runId, actions, left } of platform.witness.started)
      for (const id of new Set(actions.flatMap(({ targets }) => Object.values(targets).flat())))
        if (left.includes(id)) yield `${runId} acted on ${id}, which another run had left and nobody answered for`;
    const all = platform.witness.started.flatMap((started) => heldBy(started, platform));
    for (const [i, one] of all.entries())
      for (const other of all.slice(i + 1))
        if (one.runId !== other.runId && one.id === other.id && one.from < other.to && other.from < one.to)
          yield `${one.runId} and ${other.runId} both acted on ${one.id}`;
  },
};

/** Targets, and the instances of a zone whose subnet is cut off; until the fault's end, or that of its undo. */
function heldBy(started: Started, { cloud, witness }: Platform): readonly Held[] {
  const { runId, experimentId, at, actions } = started;
  const ended = cloud.experiment(experimentId)?.endedAt ?? Number.POSITIVE_INFINITY;
  return actions.flatMap((action) =>
    Object.values(action.targets)
      .flat()
      .flatMap((id) => [id, ...residentsOf(id, cloud)])
      .map((id) => ({
        runId,
        id,
        from: at,
        to: isLasting(action) ? Math.max(ended, witness.undoAsked.get(id) ?? Number.POSITIVE_INFINITY) : ended,
      })),
  );
}

function residentsOf(subnet: string, cloud: Platform['cloud']): readonly string[] {
  if (!subnet.includes(':subnet/')) return [];
  const all = cloud.resources();
  const zone = all.find(({ id }) => id === subnet)?.zone;
  return all.filter((resource) => resource.type === 'ec2:instance' && resource.zone === zone).map(({ id }) => id);
}

import type { LedgerEntry } from '../../../core/history/ledger.ts';
import { isMover } from '../movers.ts';
import type { Platform } from '../platform.ts';
import type { Started } from '../witness.ts';
import { type Invariant, seconds } from './invariant.ts';

/** I12: users who were moved come home after everything else is over, and at the end of everything they are home, or a leftover names what has them elsewhere. */
export const home: Invariant = {
  id: 'I12',
  what: 'users come home last, and they do come home',
  *breaches({ platform }) {
    const { witness, cloud } = platform;
    for (const mover of witness.started.filter((started) => isMover(started, platform))) {
      const { runId, experimentId } = mover;
      const asked = witness.undoAsked.get(experimentId) ?? Number.POSITIVE_INFINITY;
      for (const other of witness.started) {
        if (other.runId !== runId || other.at > asked || isMover(other, platform)) continue;
        const ended = cloud.experiment(other.experimentId)?.endedAt ?? Number.POSITIVE_INFINITY;
        if (asked < ended)
          yield `${runId} sent users home ${seconds(Math.min(ended, Number.MAX_SAFE_INTEGER) - asked)} before ${other.experimentId} was over`;
      }
      const away = stillAway(mover, platform);
      if (away !== undefined) yield `${runId} is over, ${away} does not look as before, and no leftover names it`;
    }
  },
};

/** A target that looks otherwise than before it was moved, at the end of everything; undefined where all are home, or named. */
function stillAway({ runId, token }: Started, { tables, cloud }: Platform): string | undefined {
  const left = new Set(
    [...tables.leftovers.values()].flatMap((own) => [...own.values()].flatMap(({ targets }) => targets)),
  );
  const before = [...(tables.entries.get(runId)?.values() ?? [])]
    .filter(({ fault }: LedgerEntry) => fault.token === token)
    .flatMap((entry) => entry.before.filter(({ id }) => entry.targets.includes(id)));
  const now = new Map(cloud.resources().map((resource) => [resource.id, JSON.stringify(resource.state)]));
  return before.find(({ id, state }) => !left.has(id) && now.has(id) && now.get(id) !== JSON.stringify(state))?.id;
}

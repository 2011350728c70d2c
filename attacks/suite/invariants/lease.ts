import type { LedgerEntry } from '../../../core/history/ledger.ts';
import type { Leftover } from '../../../core/history/leftover.ts';
import { failbackAllowance } from '../../../core/lifecycle/allowances.ts';
import { isMover } from '../movers.ts';
import { inForce, type Platform } from '../platform.ts';
import type { Started, Witness } from '../witness.ts';
import { type Invariant, seconds } from './invariant.ts';

const grace = 90_000;

/**
 * I1: undo has begun by the end of the lease and ninety seconds, of what moved users by the end of
 * all else and the time that home has; and nothing is in force once its run is over.
 */
export const lease: Invariant = {
  id: 'I1',
  what: 'no fault outlives its lease',
  *breaches({ platform }) {
    const { witness, cloud, tables, attacker } = platform;
    for (const started of witness.started) {
      const { runId, experimentId } = started;
      const record = tables.records.get(runId);
      const until = record?.lease?.until;
      if (until === undefined) {
        yield `${experimentId} of ${runId} has no lease at all`;
        continue;
      }
      // Not even looked at, since its service was down for longer than recovery goes on: named, guarded, and looked after.
      if (isLeft(started, tables.leftovers.get(runId))) continue;
      const begun = undoBegun(started, witness, cloud.experiment(experimentId)?.endedAt);
      const limit = Math.max(until, homeBy(started, platform)) + grace + attacker.slack;
      if (begun === undefined || begun > limit) {
        const when = begun === undefined ? 'never' : `${seconds(begun - until)} after the lease ended`;
        yield `undo of ${experimentId} of ${runId} began ${when}, and ${seconds(limit - until)} were allowed`;
      }
    }
    for (const { runId, terminal, inForce: left, resources } of witness.concluded) {
      if (terminal.recovery === 'unknown' || terminal.recovery === 'drifted') {
        if (!tables.leftovers.has(runId))
          yield `${runId} was concluded as ${terminal.recovery}, and no leftover names what`;
        continue;
      }
      if (left.length > 0) yield `${runId} was concluded as ${terminal.recovery} while ${left.join()} was in force`;
      for (const id of stoppedByUs(runId, witness)) {
        const resource = resources.get(id);
        if (resource && resource.state.state !== 'running')
          yield `${runId} was concluded as ${terminal.recovery}, and ${id} is ${resource.state.state}`;
      }
      if (terminal.recovery !== 'restored') continue;
      for (const id of changedByUs(tables.entries.get(runId)?.values() ?? [], resources))
        yield `${runId} was concluded as restored, and ${id} does not look as before`;
    }
    for (const { tags, id, status } of cloud.experiments())
      if (tags['squall:run'] !== undefined && inForce.includes(status) && !isKept(id, platform))
        yield `${id} is in force at the end of everything`;
  },
};

/** When what moved users must be on its way back: the time that home has begins with the end of the last of the others. */
function homeBy(started: Started, platform: Platform): number {
  const { witness, cloud, tables } = platform;
  const plan = tables.records.get(started.runId)?.plan;
  if (!plan || !isMover(started, platform)) return 0;
  const others = witness.started.filter((other) => other.runId === started.runId && !isMover(other, platform));
  const ends = others.map(({ experimentId }) => cloud.experiment(experimentId)?.endedAt ?? 0);
  return Math.max(witness.epochRose.get(started.runId) ?? 0, ...ends) + failbackAllowance(plan);
}

/** Users stay where they are served, since home is not ready, and a leftover says so. */
const isKept = (id: string, platform: Platform): boolean =>
  platform.witness.started.some(
    (started) =>
      started.experimentId === id &&
      isMover(started, platform) &&
      isLeft(started, platform.tables.leftovers.get(started.runId)),
  );

const isLeft = ({ actions }: Started, left: ReadonlyMap<string, Leftover> = new Map()): boolean => {
  const named = new Set([...left.values()].map(({ stepId }) => stepId));
  return actions.some(({ name }) => named.has(name));
};

/** An experiment that ended by itself needs none, unless what it did stays. */
function undoBegun(started: Started, witness: Witness, endedAt: number | undefined): number | undefined {
  const lasting = started.stopsForGood;
  const asked = [started.experimentId, ...lasting].map((id) => witness.undoAsked.get(id));
  const known = asked.filter((at) => at !== undefined);
  if (lasting.length === 0) return Math.min(endedAt ?? Number.POSITIVE_INFINITY, ...known);
  const [first] = known.sort((a, b) => a - b);
  return first;
}

const stoppedByUs = (runId: string, { started }: Witness): readonly string[] =>
  started
    .filter((each) => each.runId === runId)
    .flatMap(({ actions }) => actions.filter(({ actionId }) => actionId === 'aws:ec2:stop-instances'))
    .flatMap(({ targets }) => targets.Instances ?? []);

/** What an action of our own was done to, and does not look as it did before it. */
const changedByUs = (
  entries: Iterable<LedgerEntry>,
  resources: Witness['concluded'][number]['resources'],
): readonly string[] =>
  [...entries]
    .filter(({ action }) => action.startsWith('squall:'))
    .flatMap(({ before }) => before)
    .filter(({ id, state }) => resources.has(id) && JSON.stringify(resources.get(id)!.state) !== JSON.stringify(state))
    .map(({ id }) => id);

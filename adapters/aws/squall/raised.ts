/**
 * Capacity that is raised and put back. It has not begun before all of it is in service: who
 * moves users there goes by that. What others raise further meanwhile is left as they want it.
 */
import { millis } from '../../../core/experiment/durations.ts';
import {
  goalOf,
  isAsRaised,
  isRaise,
  loweredTo,
  raisedTo,
  type Told,
  untilInService,
} from '../../../core/faults/raised-capacity.ts';
import type { OwnAction } from '../../../core/ports/faults.ts';
import type { Snapshot } from '../../../core/ports/resources.ts';
import { lastOf } from '../arns.ts';
import { FaultRefused } from '../fault-refused.ts';
import type { OwnFault, OwnObservation } from './own-fault.ts';

export interface Standing extends Told {
  readonly inService: number;
}

export interface Raisable {
  /** Key of its targets. */
  readonly key: string;
  /** What a target that is not there is said not to be: "an active service". */
  readonly kind: string;
  /** Those that exist, by ARN. */
  look(arns: readonly string[]): Promise<ReadonlyMap<string, Standing>>;
  /** Why one of them could not be raised. Undefined: it could. */
  refusal?(arns: readonly string[]): Promise<string | undefined>;
  set(arn: string, told: Told): Promise<void>;
}

/** @param now for the end of the duration, which nobody at AWS keeps for us */
export function raisedCapacity({ key, kind, look, refusal, set }: Raisable, now: () => number): OwnFault {
  const ours = ({ targets }: Pick<OwnAction, 'targets'>, before: readonly Snapshot[]) => {
    const own = new Set(targets[key] ?? []);
    return before
      .filter(({ id, exists }) => exists && own.has(id))
      .map(({ id, state }) => ({ id, told: toldIn(state) }));
  };

  async function putBack(action: Pick<OwnAction, 'targets' | 'parameters'>, before: readonly Snapshot[]) {
    const found = await look(action.targets[key] ?? []);
    for (const { id, told } of ours(action, before)) {
      const standing = found.get(id);
      const lowered = standing && loweredTo(goalOf(action.parameters, told), told, standing);
      if (lowered) await set(id, lowered);
    }
  }

  return {
    async start({ action: { targets, parameters }, before = [] }) {
      const arns = targets[key] ?? [];
      const found = await look(arns);
      const gone = arns.find((id) => !found.has(id));
      if (gone !== undefined) throw new FaultRefused(`${gone} is no ${kind}`);
      const why = await refusal?.(arns);
      if (why !== undefined) throw new FaultRefused(why);
      const known = new Map(before.map(({ id, state }) => [id, toldIn(state)]));
      const raised = [...found].map(([id, standing]) => {
        const was = known.get(id) ?? standing;
        const goal = goalOf(parameters, was);
        if (goal === 0)
          throw new FaultRefused(`${id} is told to have none, of which no percentage is any: give desired`);
        return { id, standing, goal };
      });
      for (const { id, standing, goal } of raised) if (isRaise(goal, standing)) await set(id, raisedTo(goal, standing));
    },
    async observe({ own, externalId }) {
      const found = await look(own.targets[key] ?? []);
      const all = ours(own, own.before).map(({ id, told }) => {
        const goal = goalOf(own.parameters, told);
        return { id, goal, told, standing: found.get(id) };
      });
      const held = all.filter(({ goal, told, standing }) => standing && isAsRaised(goal, told, standing));
      const targets = held.map(({ id }) => id);
      const over = now() >= own.intendedAt + millis(own.parameters.duration ?? 'PT0S');
      const late = now() >= own.intendedAt + untilInService;
      if (held.length === 0) return notHeld(all, externalId, { over, late });
      const reason = missing(held);
      // Who moves users there goes by its having begun: what was never all there has not.
      if (over) return reason === undefined ? { state: 'completed', targets } : { state: 'failed', targets, reason };
      return reason === undefined ? { state: 'running', targets } : { state: 'pending', targets, reason };
    },
    stop: ({ own }) => putBack(own, own.before),
    async undo({ asked, targets, before }) {
      await putBack({ parameters: asked?.parameters ?? {}, targets: asked?.targets ?? { [key]: targets } }, before);
    },
  };
}

interface Seen {
  readonly id: string;
  readonly goal: number;
  readonly told: Told;
  readonly standing: Standing | undefined;
}

/** What is not in service yet, as a clause. */
function missing(seen: readonly Seen[]): string | undefined {
  const short = seen.flatMap(({ id, goal, standing: { inService } = { inService: 0 } }) =>
    inService < goal ? [`${lastOf(id)} has ${inService} of ${goal} in service`] : [],
  );
  return short.length === 0 ? undefined : short.join(', ');
}

/** Nothing looks as we raised it: that it was there is known from the answer to its call alone. @param when `late`: it should have been in service by then */
function notHeld(
  all: readonly Seen[],
  externalId: string | undefined,
  { over, late }: { readonly over: boolean; readonly late: boolean },
): OwnObservation {
  if (externalId === undefined) return { state: 'absent', targets: [] };
  if (over) return { state: 'completed', targets: [] };
  const told = all.every(({ goal, standing }) => standing !== undefined && standing.desired >= goal);
  const reason = told ? missing(all) : undefined;
  if (reason !== undefined) return { state: late ? 'failed' : 'pending', targets: [], reason };
  if (all.every(({ goal, told }) => !isRaise(goal, told)))
    return { state: 'completed', targets: [], reason: 'as much was there before it: nothing was raised' };
  if (told)
    return { state: 'completed', targets: [], reason: 'others have changed it since, and left as much: it is theirs' };
  return { state: 'stopped', targets: [], reason: 'nothing of it stands: it was put back, or others have lowered it' };
}

/** Of a snapshot: what has no bounds has none there. */
const toldIn = ({ desired, min, max }: Snapshot['state']): Told => ({
  desired: Number(desired),
  ...(min !== undefined && { min: Number(min) }),
  ...(max !== undefined && { max: Number(max) }),
});

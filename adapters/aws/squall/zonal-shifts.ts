/**
 * Zonal shifts, and practice runs of zonal autoshift. Each carries our token as its comment, by
 * which it is found again, and ARC ends each by itself.
 */
import { millis } from '../../../core/experiment/durations.ts';
import { managedArnsOf } from '../../../core/faults/squall/managed-resource.ts';
import type { FaultAction } from '../../../core/ports/faults.ts';
import { failureOf, isFailure } from '../errors.ts';
import { FaultRefused } from '../fault-refused.ts';
import { type Shift, type ShiftAsked, type ZonalShiftCalls, zonalShiftCalls } from '../routing/zonal-shift-calls.ts';
import type { OwnFault, OwnReference, Place } from './own-fault.ts';

const key = 'ManagedResources';
/** Characters of a comment. */
const longest = 128;

interface Kind {
  begin(calls: ZonalShiftCalls, asked: ShiftAsked): Promise<Shift>;
  end(calls: ZonalShiftCalls, id: string): Promise<Shift>;
}

export const zonalShifts = (place: Place): OwnFault =>
  shifted(place, {
    begin: (calls, asked) => calls.start(asked),
    end: (calls, id) => calls.cancel(id),
  });

export const practiceRuns = (place: Place): OwnFault =>
  shifted(place, {
    begin: (calls, asked) => calls.practise(asked),
    end: (calls, id) => calls.cancelPractice(id),
  });

/** The token ends in what tells one step of a run from another. */
export const commentOf = (token: string): string => `squall ${token}`.slice(-longest);

/** ARC counts whole minutes, and ends a shift with them: up to a minute after the duration. */
const expiryOf = (duration = 'PT1M'): string => `${Math.max(1, Math.ceil(millis(duration) / 60_000))}m`;

const managed = ({ targets }: Pick<FaultAction, 'targets'>): readonly (readonly [id: string, arn: string])[] =>
  (targets[key] ?? []).map((id) => [id, managedArnsOf(id)[0] ?? id]);

function shifted(place: Place, { begin, end }: Kind): OwnFault {
  const calls = zonalShiftCalls(place);

  /** What stands of it, by target. */
  async function standing(action: Pick<FaultAction, 'targets'>, token: string): Promise<ReadonlyMap<string, Shift>> {
    const found = new Map<string, Shift>();
    const all = new Map((await calls.managedResources()).map(({ arn = '', zonalShifts = [] }) => [arn, zonalShifts]));
    for (const [id, arn] of managed(action)) {
      const own = all.get(arn)?.find(({ comment }) => comment === commentOf(token));
      if (own) found.set(id, own);
    }
    return found;
  }

  /** A try whose answer was lost may have begun it: the next one hears then that a shift stands, and it is ours. */
  async function begunOnce(action: FaultAction, token: string, id: string, asked: ShiftAsked): Promise<Shift> {
    try {
      return await begin(calls, asked);
    } catch (error) {
      const own = isFailure(error, 'Conflict') ? (await standing(action, token)).get(id) : undefined;
      if (own) return own;
      throw error;
    }
  }

  async function cancel(shifts: Iterable<Shift>): Promise<void> {
    for (const { zonalShiftId } of shifts) {
      try {
        await end(calls, zonalShiftId);
      } catch (error) {
        // It has ended meanwhile.
        if (!isFailure(failureOf(error, 'cancel'), 'Conflict', 'NotFound')) throw error;
      }
    }
  }

  /** ARC says how a practice run went, once it is over. */
  async function outcome({ own, token }: OwnReference): Promise<string | undefined> {
    const [first] = managed(own);
    if (!first) return undefined;
    const ended = (await calls.shiftsOf(first[1])).find(({ comment }) => comment === commentOf(token));
    return ended?.practiceRunOutcome;
  }

  return {
    async start({ action, token }) {
      const begun = [...(await standing(action, token)).entries()];
      const known = new Set(begun.map(([id]) => id));
      const shifts = begun.map(([, shift]) => shift);
      const { availabilityZoneIdentifier: awayFrom = '', duration } = action.parameters;
      try {
        for (const [id, resourceIdentifier] of managed(action)) {
          if (known.has(id)) continue;
          const asked = { resourceIdentifier, awayFrom, comment: commentOf(token), expiresIn: expiryOf(duration) };
          shifts.push(await begunOnce(action, token, id, asked));
        }
      } catch (error) {
        if (!isFailure(error, 'Conflict', 'InvalidRequest', 'NotFound', 'AccessDenied')) throw error;
        await cancel(shifts);
        throw new FaultRefused(error.message, { cause: error });
      }
    },
    async observe(fault) {
      const { own, token, externalId } = fault;
      const found = await standing(own, token);
      const targets = [...found.keys()];
      if (targets.length > 0) {
        const held = [...found].filter(([, { appliedStatus }]) => appliedStatus === 'NOT_APPLIED').map(([id]) => id);
        if (held.length === 0) return { state: 'running', targets };
        return { state: 'pending', targets, reason: `another shift goes before it on ${held.join(', ')}` };
      }
      if (externalId === undefined) return { state: 'absent', targets };
      const said = await outcome(fault);
      const reason = said === undefined ? {} : { reason: `ARC says of the practice run: ${said}` };
      const over = Date.now() >= own.intendedAt + millis(own.parameters.duration ?? 'PT0S');
      if (over) return { state: 'completed', targets, ...reason };
      return { state: 'stopped', targets, ...{ reason: 'ARC has no such shift any more', ...reason } };
    },
    async stop({ own, token }) {
      await cancel((await standing(own, token)).values());
    },
    // ARC ends it by itself, and a stop has: there is nothing to put back.
    async undo() {},
  };
}

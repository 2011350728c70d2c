/**
 * A service that we change ourselves and put back from the snapshot. Whether the fault
 * holds is how the resource looks: as we made it, as it was, or as others want it.
 */
import { millis } from '../../../core/experiment/durations.ts';
import type { LedgerEntry } from '../../../core/history/ledger.ts';
import type { FaultAction } from '../../../core/ports/faults.ts';
import type { Snapshot } from '../../../core/ports/resources.ts';
import type { OwnFault } from './own-fault.ts';

export interface Service {
  /** Key of its targets, or of the first of them. */
  readonly key: string;
  /** Of each that exists, by ARN, whether the fault holds on it now. */
  holds(action: FaultAction, before: readonly Snapshot[]): Promise<ReadonlyMap<string, boolean>>;
  /**
   * Looks, and changes what is not changed yet: the second of two calls finds nothing to do.
   * @returns ids of what AWS is still about to carry out, where it tells any
   * @throws FaultRefused having changed nothing
   */
  // biome-ignore lint/suspicious/noConfusingVoidType: most have nothing to tell
  change(action: FaultAction): Promise<readonly string[] | void>;
  /** Whether AWS has carried it out everywhere. Missing: it has, once it has answered. @param changes those that `change` or `putBack` told last, as far as they are known */
  settled?(changes: readonly string[], action: FaultAction): Promise<boolean>;
  /** Only what looks as we made it. What is gone, and what others changed, is left alone. @returns as `change` does */
  // biome-ignore lint/suspicious/noConfusingVoidType: most have nothing to tell
  putBack(action: FaultAction, before: readonly Snapshot[]): Promise<readonly string[] | void>;
}

/** @param now for the end of the duration, which nobody at AWS keeps for us */
export function changedService(service: Service, now: () => number): OwnFault {
  const targetsOf = (action: FaultAction, before: readonly Snapshot[]) => {
    const own = new Set(Object.values(action.targets).flat());
    return before.filter(({ id, exists }) => exists && own.has(id));
  };
  return {
    async start({ action, token }) {
      return receiptOf(token, await service.change(action));
    },
    async observe({ own, externalId }) {
      const held = await service.holds(own, targetsOf(own, own.before));
      const targets = [...held].filter(([, holds]) => holds).map(([id]) => id);
      const over = now() >= own.intendedAt + millis(own.parameters.duration ?? 'PT0S');
      if (targets.length > 0 && over) return { state: 'completed', targets };
      const settled = (await service.settled?.(changesIn(externalId), own)) ?? true;
      if (targets.length > 0)
        return settled
          ? { state: 'running', targets }
          : { state: 'pending', targets, reason: 'AWS has taken it, and has not carried it out everywhere yet' };
      // Nothing of it stands. That it was there is known from the answer to its call alone.
      if (externalId === undefined) return { state: 'absent', targets };
      if (!settled) return { state: 'stopping', targets, reason: 'AWS has not put it back everywhere yet' };
      return over
        ? { state: 'completed', targets }
        : {
            state: 'stopped',
            targets,
            reason: 'nothing of it stands: there was nothing to change, or it was put back',
          };
    },
    stop: async ({ own, token }) => receiptOf(token, await service.putBack(own, targetsOf(own, own.before))),
    async undo({ stepId, action, asked, targets, before, fault: { token } }: LedgerEntry) {
      const given = {
        stepId,
        action,
        parameters: asked?.parameters ?? {},
        targets: asked?.targets ?? { [service.key]: targets },
      };
      return receiptOf(token, await service.putBack(given, targetsOf(given, before)));
    },
  };
}

/** The token, and what AWS is still about to carry out: all that is kept between calls. Undefined: nothing is. */
// biome-ignore lint/suspicious/noConfusingVoidType: as the service tells it
function receiptOf(token: string, changes: readonly string[] | void): string | undefined {
  return changes && changes.length > 0 ? `${token}#${changes.join(',')}` : undefined;
}

const changesIn = (receipt: string | undefined): readonly string[] => {
  const [, changes = ''] = receipt?.split('#') ?? [];
  return changes === '' ? [] : changes.split(',');
};

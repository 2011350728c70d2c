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
  /** Key of its targets. */
  readonly key: string;
  /** Of each that exists, by ARN, whether the fault holds on it now. */
  holds(action: FaultAction, before: readonly Snapshot[]): Promise<ReadonlyMap<string, boolean>>;
  /** Looks, and changes what is not changed yet: the second of two calls finds nothing to do. @throws FaultRefused having changed nothing */
  change(action: FaultAction): Promise<void>;
  /** Only what looks as we made it. What is gone, and what others changed, is left alone. */
  putBack(action: FaultAction, before: readonly Snapshot[]): Promise<void>;
}

/** @param now for the end of the duration, which nobody at AWS keeps for us */
export function changedService(service: Service, now: () => number): OwnFault {
  const targetsOf = (action: FaultAction, before: readonly Snapshot[]) => {
    const own = new Set(action.targets[service.key] ?? []);
    return before.filter(({ id, exists }) => exists && own.has(id));
  };
  return {
    start: ({ action }) => service.change(action),
    async observe({ own, externalId }) {
      const held = await service.holds(own, targetsOf(own, own.before));
      const targets = [...held].filter(([, holds]) => holds).map(([id]) => id);
      const over = now() >= own.intendedAt + millis(own.parameters.duration ?? 'PT0S');
      if (targets.length > 0) return { state: over ? 'completed' : 'running', targets };
      // Nothing of it stands. That it was there is known from the answer to its call alone.
      if (externalId === undefined) return { state: 'absent', targets };
      return over
        ? { state: 'completed', targets }
        : {
            state: 'stopped',
            targets,
            reason: 'nothing of it stands: there was nothing to change, or it was put back',
          };
    },
    stop: ({ own }) => service.putBack(own, targetsOf(own, own.before)),
    async undo({ stepId, action, asked, targets, before }: LedgerEntry) {
      const given = {
        stepId,
        action,
        parameters: asked?.parameters ?? {},
        targets: asked?.targets ?? { [service.key]: targets },
      };
      await service.putBack(given, targetsOf(given, before));
    },
  };
}

/** An action of our own as a run would have it injected, looked at, stopped and undone, on the real adapters. */
import { expect } from 'vitest';
import { squallFaults } from '../../adapters/aws/squall/faults.ts';
import type { Place } from '../../adapters/aws/squall/own-fault.ts';
import type { LedgerEntry, Proof } from '../../core/history/ledger.ts';
import { faultOf } from '../../core/lifecycle/faults-of.ts';
import type { FaultAction, FaultObservation, Receipt } from '../../core/ports/faults.ts';
import type { Resources, Snapshot } from '../../core/ports/resources.ts';
import { proofOf } from '../../core/steady-state/restoration.ts';

export interface OwnFaultRig {
  readonly resources: Resources;
  /** As Inject would have it: called twice, since the first answer may be lost. */
  injected(action: FaultAction, intendedAt?: number): Promise<LedgerEntry>;
  observe(entry: LedgerEntry, receipt?: Receipt): Promise<FaultObservation>;
  /** @returns what AWS is still about to carry out, by which it is observed from then on */
  stop(entry: LedgerEntry): Promise<Receipt>;
  undo(entry: LedgerEntry): Promise<Receipt>;
  proof(entry: LedgerEntry): Promise<Proof>;
  looks(ids: readonly string[]): Promise<readonly Snapshot['state'][]>;
}

export function ownFaultRig(place: Place, resources: Resources): OwnFaultRig {
  const faults = squallFaults(place);
  return {
    resources,
    async injected(action, intendedAt = Date.now()) {
      const targets = Object.values(action.targets).flat();
      const before = await resources.snapshot(targets);
      const token = `run-1/1/squall/${action.stepId}`;
      const entry: LedgerEntry = {
        runId: 'run-1',
        id: `1/${action.stepId}`,
        wave: 1,
        stepId: action.stepId,
        action: action.action,
        asked: { parameters: action.parameters, targets: action.targets },
        fault: { runId: 'run-1', wave: 1, provider: 'squall', token },
        targets,
        before,
        undo: { by: 'us', how: 'as before' },
        intendedAt,
        state: 'intended',
      };
      expect(await faults.observe(faultOf(entry))).toEqual({ state: 'absent', actions: [] });
      const injection = {
        ...({ runId: 'run-1', experiment: 'shop', epoch: 1, wave: 1, provider: 'squall', token } as const),
        actions: [action],
        stopAlarms: [],
        before,
      };
      const { externalId } = await faults.start(injection);
      // What the first answer told besides, such as changes under way, the second cannot know.
      expect((await faults.start(injection)).externalId.split('#')[0]).toBe(externalId.split('#')[0]);
      return { ...entry, state: 'confirmed', fault: { ...entry.fault, externalId } };
    },
    observe: (entry, receipt) => {
      const fault = faultOf(entry);
      return faults.observe(typeof receipt === 'string' ? { ...fault, externalId: receipt } : fault);
    },
    stop: (entry) => faults.stop(faultOf(entry), 'enough'),
    undo: (entry) => faults.undo(entry),
    async proof(entry) {
      const after = await resources.snapshot(entry.targets);
      return proofOf(entry, after, { before: entry.before, after });
    },
    looks: async (ids) => (await resources.snapshot(ids)).map(({ state }) => state),
  };
}

/** Mistakes that the protocol is there to prevent, made on purpose: a check that does not find them is worth nothing. */

import type { MemoryTables } from '../adapters/simulated/memory-tables.ts';
import type { LedgerEntry } from '../core/history/ledger.ts';
import type { RunRecord } from '../core/history/run-record.ts';
import { type abort, stopAcknowledged } from '../core/lifecycle/abort.ts';
import { ensureRecovery } from '../core/lifecycle/ensure-recovery.ts';
import { distinctFaults } from '../core/lifecycle/faults-of.ts';
import { divided } from '../core/lifecycle/movers.ts';
import type { Ports } from '../core/ports/ports.ts';

export interface Plant {
  /** Changes what every function sees. */
  readonly ports?: (ports: Ports) => Ports;
  /** Changes what the store does. */
  readonly ledger?: (ledger: Ports['ledger'], tables: MemoryTables) => Ports['ledger'];
  readonly abort?: typeof abort;
}

/** An intent is written whatever the run's epoch is. */
const withoutEpochCheck: Plant = {
  ledger(ledger, { entries }) {
    const intend = async (entry: LedgerEntry) => {
      const own = entries.get(entry.runId) ?? new Map<string, LedgerEntry>();
      entries.set(entry.runId, new Map([[entry.id, entry], ...own]));
      return true;
    };
    return { ...ledger, intend };
  },
};

/** The fault first, and its line in the ledger behind it. */
const ledgerAfterFault: Plant = {
  ports(ports) {
    const held: (readonly [LedgerEntry, number])[] = [];
    const { ledger, faults } = ports;
    return {
      ...ports,
      ledger: {
        intend: async (entry, epoch) => {
          held.push([entry, epoch]);
          return true;
        },
        confirm: (...args) => ledger.confirm(...args),
        undone: (...args) => ledger.undone(...args),
        list: (...args) => ledger.list(...args),
      },
      faults: {
        async start(injection) {
          const answer = await faults.start(injection);
          for (const [entry, epoch] of held) await ledger.intend(entry, epoch);
          return answer;
        },
        observe: (...args) => faults.observe(...args),
        stop: (...args) => faults.stop(...args),
        undo: (...args) => faults.undo(...args),
        template: (...args) => faults.template(...args),
        active: (...args) => faults.active(...args),
        mostByTag: (...args) => faults.mostByTag(...args),
        permissions: (...args) => faults.permissions(...args),
      },
    };
  },
};

/** Locks and lease first, and the dead-man's switch behind them. */
const reaperLate: Plant = {
  ports(ports) {
    let wanted: readonly [string, number] | undefined;
    const { runs, deadline } = ports;
    return {
      ...ports,
      deadline: {
        async arm(runId, at) {
          wanted = [runId, at];
        },
        disarm: (runId) => deadline.disarm(runId),
      },
      runs: new Proxy(runs, {
        get: (own, name) =>
          name === 'arm'
            ? async (...args: Parameters<Ports['runs']['arm']>) => {
                const answer = await own.arm(...args);
                if (wanted) await deadline.arm(...wanted);
                return answer;
              }
            : own[name as keyof Ports['runs']],
      }),
    };
  },
};

/** Faults are stopped while the run may still inject. */
const stopBeforeEpoch: Plant = {
  async abort(runId, cause, ports) {
    const known = await ports.runs.load(runId);
    const ledger = await ports.ledger.list(runId);
    const others = known ? divided(known.plan, ledger).others : ledger;
    for (const fault of distinctFaults(others)) await ports.faults.stop(fault, cause.detail);
    const record = await ports.runs.raiseEpoch(runId, cause);
    if (!record) return { known: false };
    await ensureRecovery(runId, cause, ports);
    await ports.executions.stop('experiment', runId, cause.detail);
    return stopAcknowledged(runId, ports);
  },
};

/** What moved users is nothing special, so that it is undone first: newest first. */
const moversFirst: Plant = {
  ports(ports) {
    const blind = <Known extends RunRecord | undefined>(record: Known): Known =>
      record && { ...record, plan: { ...record.plan, steps: record.plan.steps.map(({ moves: _, ...step }) => step) } };
    const { runs } = ports;
    return {
      ...ports,
      runs: new Proxy(runs, {
        get: (own, name) => {
          if (name === 'load') return async (runId: string) => blind(await own.load(runId));
          if (name === 'raiseEpoch')
            return async (...args: Parameters<Ports['runs']['raiseEpoch']>) => blind(await own.raiseEpoch(...args));
          return own[name as keyof Ports['runs']];
        },
      }),
    };
  },
};

export const plants = {
  'without the epoch check': withoutEpochCheck,
  'the ledger after the fault': ledgerAfterFault,
  'the reaper late': reaperLate,
  'the stop before the epoch': stopBeforeEpoch,
  'users sent home first': moversFirst,
} as const satisfies Readonly<Record<string, Plant>>;

export type PlantName = keyof typeof plants;

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

/** The last snapshot of what we change ourselves counts: what an interrupted step looks at again is changed already, and that is put back. */
const laterSnapshot: Plant = {
  ledger(ledger, { entries }) {
    const intend = async (entry: LedgerEntry, epoch: number) => {
      const known = entries.get(entry.runId)?.get(entry.id);
      const standing = await ledger.intend(entry, epoch);
      if (standing && known?.asked) entries.get(entry.runId)?.set(entry.id, { ...known, before: entry.before });
      return standing;
    };
    return {
      intend,
      confirm: (...args) => ledger.confirm(...args),
      undone: (...args) => ledger.undone(...args),
      list: (...args) => ledger.list(...args),
    };
  },
};

/** What stands is looked at while its own wave lasts, and taken to stand from then on. */
const standingUnseen: Plant = {
  ports(ports) {
    let injecting = false;
    let wave = 0;
    const { runs, journal, faults } = ports;
    const load = async (runId: string) => {
      const record = await runs.load(runId);
      injecting = record?.phase === 'injecting';
      return record;
    };
    const read = async (runId: string) => {
      const lines = await journal.read(runId);
      wave = Math.max(0, ...lines.flatMap((line) => (line.step === 'Inject' ? [line.wave] : [])));
      return lines;
    };
    const observe = async (...args: Parameters<Ports['faults']['observe']>) =>
      injecting && args[0].wave < wave ? ({ state: 'running', actions: [] } as const) : faults.observe(...args);
    return {
      ...ports,
      journal: { append: (...args) => journal.append(...args), read },
      runs: instead(runs, { load }),
      faults: instead(faults, { observe }),
    };
  },
};

const instead = <Port extends object>(port: Port, planted: Partial<Port>): Port =>
  new Proxy(port, { get: (own, name) => planted[name as keyof Port] ?? own[name as keyof Port] });

export const plants = {
  'without the epoch check': withoutEpochCheck,
  'the ledger after the fault': ledgerAfterFault,
  'the reaper late': reaperLate,
  'the stop before the epoch': stopBeforeEpoch,
  'users sent home first': moversFirst,
  'the snapshot of the second look': laterSnapshot,
  'what stands is not looked at again': standingUnseen,
} as const satisfies Readonly<Record<string, Plant>>;

export type PlantName = keyof typeof plants;

/**
 * Calls that come too late: whatever happens from now on, they change nothing, and their answer
 * stays the same. Nobody can tell when one is made.
 */
import type { JournalEntry } from '../../core/history/journal.ts';
import type { LedgerEntry } from '../../core/history/ledger.ts';
import type { RunRecord } from '../../core/history/run-record.ts';
import type { FaultReference, Injection } from '../../core/ports/faults.ts';
import type { OfRun } from './cells.ts';
import type { Model, Outcome } from './model.ts';
import type { Moment } from './moment.ts';
import type { Call } from './process.ts';
import { type Execution, holds, type StandingFault } from './world.ts';

/** Records, lines, entries, executions and faults are never taken away, and none of them goes back. */
export function isSettled(
  model: Model,
  { cells, now }: Pick<Moment, 'cells' | 'now'>,
  { port, method, args }: Call,
): boolean {
  const row = <Row>(name: OfRun, runId: string, key: string) =>
    model.rows(cells[model.layout.slotOf(name, runId)]!).find(([each]) => each === key)?.[1] as Row | undefined;
  const record = (runId: string) => row<RunRecord>('record', runId, runId);
  switch (`${port}.${method}`) {
    case 'runs.propose':
      return record((args[0] as RunRecord).runId) !== undefined;
    case 'runs.refuse':
      return (record((args[0] as RunRecord).runId)?.phase ?? 'proposed') !== 'proposed';
    case 'runs.claimRecovery': {
      const [runId, attempt] = args as [string, number];
      const known = record(runId);
      return known !== undefined && (known.terminal !== undefined || known.recovery.attempt >= attempt);
    }
    case 'runs.conclude': {
      const [runId, , , attempt] = args as [string, unknown, unknown, number];
      const known = record(runId);
      return known !== undefined && (known.terminal !== undefined || known.recovery.attempt > attempt);
    }
    case 'runs.told': {
      const known = record(args[0] as string);
      return known?.terminal !== undefined && !known.untold;
    }
    case 'ledger.intend': {
      const [{ runId }, epoch] = args as [LedgerEntry, number];
      const known = record(runId);
      // A store with a mistake in it promises nothing.
      return model.plant.ledger === undefined && known !== undefined && known.epoch > epoch;
    }
    case 'ledger.confirm':
      return row<LedgerEntry>('entries', args[0] as string, args[1] as string)?.confirmedAt !== undefined;
    case 'ledger.undone':
      return row<LedgerEntry>('entries', args[0] as string, args[1] as string)?.undoneAt !== undefined;
    case 'journal.append':
      return (args[0] as readonly JournalEntry[]).every(
        ({ runId, step, wave, visit, n }) =>
          row('journal', runId, JSON.stringify([step, wave, visit, n])) !== undefined,
      );
    case 'executions.start':
    case 'executions.stop': {
      const name = args[1] as string;
      const known = model.rows(cells[model.layout.executionSlot(name)]!).find(([each]) => each === name)?.[1] as
        | Execution
        | undefined;
      return known !== undefined && (method === 'start' || known.state.state === 'ended');
    }
    case 'faults.start': {
      const { runId, token, provider } = args[0] as Injection;
      return provider === 'fis' && row('faults', runId, token) !== undefined;
    }
    case 'faults.stop': {
      const { runId, token, provider } = args[0] as FaultReference;
      // What we change ourselves, or put back, is changed again by whoever asks for it.
      if (provider === 'squall') return false;
      const fault = row<StandingFault>('faults', runId, token);
      return fault !== undefined && !holds(fault, now);
    }
    default:
      return false;
  }
}

/** What functions came to by calls that came too late, by function and instant. */
const settledAs = new WeakMap<Model, Map<string, number>>();

/** @throws for one that has changed something, or was answered differently than before: then it was not too late */
export function refuseUnsettled(
  model: Model,
  moment: Pick<Moment, 'cells' | 'now'>,
  number: number,
  { writes, process }: Outcome,
): void {
  const { standing, name, said } = model.process(number);
  if (standing.at !== 'call' || !isSettled(model, moment, standing.call)) return;
  const known = settledAs.get(model) ?? new Map<string, number>();
  settledAs.set(model, known);
  const key = `${number};${moment.now}`;
  if (writes.length > 0 || (known.get(key) ?? process) !== process)
    throw new Error(`${name} ${said} was taken for one that comes too late`);
  known.set(key, process);
}

/** What a call reads and changes of the world. It sees nothing else: `watched.ts` refuses it. */
import type { LedgerEntry } from '../../core/history/ledger.ts';
import type { Injection } from '../../core/ports/faults.ts';
import {
  cell,
  cellOfAll,
  cloud,
  everything,
  execution,
  type Footprint,
  nothing,
  order,
  seenOf,
  stopped,
} from './cells.ts';
import type { Call } from './process.ts';
import { fleet } from './scenario.ts';

/** Their answers never change, and nothing changes by them. */
const constant = ['definitions', 'metrics', 'switches', 'lever', 'standby', 'notices', 'promotions'];

const reading = (reads: number): Footprint => ({ reads, writes: 0 });
const changing = (writes: number, reads = 0): Footprint => ({ reads: reads | writes, writes });

/** A call of a method that is not named here may touch all, which costs states and no truth. */
export function footprintOf({ port, method, args }: Call): Footprint {
  if (constant.includes(port)) return nothing;
  const of = calls[`${port}.${method}`];
  return of ? of(args) : everything;
}

const first = ([runId]: readonly unknown[]): string => String(runId);
const targets = (ids: readonly string[]): number =>
  fleet.filter(({ id }) => ids.includes(id)).reduce((bits, { id }) => bits | stopped(id), 0);
const everyTarget = targets(fleet.map(({ id }) => id));

const readingOf =
  (...names: readonly Parameters<typeof cell>[0][]) =>
  (args: readonly unknown[]): Footprint =>
    reading(names.reduce((bits, name) => bits | cell(name, first(args)), 0));

/** With the mark of what an invariant sees. */
const changingOf =
  (...names: readonly Parameters<typeof cell>[0][]) =>
  (args: readonly unknown[]): Footprint =>
    changing(names.reduce((bits, name) => bits | cell(name, first(args)), seenOf(first(args))));

const calls: Readonly<Record<string, (args: readonly unknown[]) => Footprint>> = {
  'resources.resolve': () => nothing,
  'resources.zones': () => nothing,
  'resources.snapshot': ([ids]) => reading(targets(ids as readonly string[]) | cellOfAll('faults')),
  'faults.template': () => nothing,
  'faults.active': () => nothing,
  'faults.mostByTag': () => nothing,
  'faults.permissions': () => nothing,
  'faults.start': ([given]) => {
    const { runId } = given as Injection;
    return changing(cell('faults', runId) | everyTarget | cloud | seenOf(runId), cell('record', runId));
  },
  'faults.observe': ([given]) => reading(cell('faults', (given as { runId: string }).runId)),
  'faults.stop': ([given]) => {
    const { runId } = given as { runId: string };
    return changing(cell('faults', runId) | seenOf(runId), cloud);
  },
  'faults.undo': ([given]) => {
    const entry = given as LedgerEntry;
    return changing(targets(entry.targets) | seenOf(entry.runId), cloud);
  },
  'runs.propose': ([given]) => {
    const { runId } = given as { runId: string };
    return changing(cell('record', runId) | order | seenOf(runId));
  },
  'runs.refuse': ([given]) => {
    const { runId } = given as { runId: string };
    const own = cell('record', runId) | cell('leftovers', runId) | cell('locks', runId);
    return changing(own | order | seenOf(runId));
  },
  'runs.arm': (args) => changing(changingOf('record', 'locks')(args).writes, cellOfAll('locks')),
  'runs.load': readingOf('record'),
  'runs.raiseEpoch': changingOf('record'),
  'runs.claimRecovery': changingOf('record'),
  // Every lock but its own is left as it is.
  'runs.conclude': changingOf('record', 'locks', 'leftovers'),
  // No invariant asks for the mark.
  'runs.told': (args) => changing(cell('record', first(args))),
  'runs.list': () => reading(cellOfAll('record') | order),
  'ledger.intend': ([given]) => {
    const { runId } = given as LedgerEntry;
    return changing(cell('entries', runId) | seenOf(runId), cell('record', runId));
  },
  'ledger.confirm': changingOf('entries'),
  'ledger.undone': changingOf('entries'),
  'ledger.list': readingOf('entries'),
  'leftovers.open': () => reading(cellOfAll('leftovers')),
  'leftovers.of': readingOf('leftovers'),
  'leftovers.restored': changingOf('leftovers'),
  'leftovers.acknowledge': changingOf('leftovers'),
  // What the journal says no invariant asks.
  'journal.append': ([given]) => {
    const [entry] = given as readonly { readonly runId: string }[];
    return entry ? changing(cell('journal', entry.runId)) : nothing;
  },
  'journal.read': readingOf('journal'),
  'deadline.arm': changingOf('deadline'),
  'deadline.disarm': changingOf('deadline'),
  'executions.start': ([, name]) => changing(execution(String(name))),
  'executions.stop': ([, name]) => changing(execution(String(name))),
  'executions.look': ([, name]) => reading(execution(String(name))),
};

/** Calls that change something: an answer lost after them leaves the change behind. */
export const changes = (call: Call): boolean => footprintOf(call).writes !== 0;

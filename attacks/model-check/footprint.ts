/** What a call reads and changes of the world. It sees nothing else: `watched.ts` refuses it. */
import type { LedgerEntry } from '../../core/history/ledger.ts';
import type { FaultReference, Injection } from '../../core/ports/faults.ts';
import { everything, type Footprint, type Layout, nothing, type OfRun } from './cells.ts';
import type { Call } from './process.ts';

/** Their answers never change, and nothing changes by them. */
const constant = ['definitions', 'switches', 'lever', 'standby', 'notices', 'promotions'];

const reading = (reads: number): Footprint => ({ reads, writes: 0 });
const changing = (writes: number, reads = 0): Footprint => ({ reads: reads | writes, writes });

/** A call of a method that is not named here may touch all, which costs states and no truth. */
export function footprintOf(layout: Layout, { port, method, args }: Call): Footprint {
  if (constant.includes(port)) return nothing;
  const of = calls[`${port}.${method}`];
  return of ? of(args, layout) : everything;
}

type Of = (args: readonly unknown[], layout: Layout) => Footprint;

const first = ([runId]: readonly unknown[]): string => String(runId);

const readingOf =
  (...names: readonly OfRun[]): Of =>
  (args, layout) =>
    reading(names.reduce((bits, name) => bits | layout.cell(name, first(args)), 0));

/** With the mark of what an invariant sees. */
const changingOf =
  (...names: readonly OfRun[]): Of =>
  (args, layout) =>
    changing(names.reduce((bits, name) => bits | layout.cell(name, first(args)), layout.seenOf(first(args))));

/** Whether what we changed ourselves is in force is how its targets look. */
const ownTargets = ({ own }: FaultReference, layout: Layout): number =>
  own ? layout.changed(own.before.map(({ id }) => id)) : 0;

const calls: Readonly<Record<string, Of>> = {
  'resources.resolve': () => nothing,
  'resources.zones': () => nothing,
  'resources.snapshot': ([ids], layout) =>
    reading(layout.changed(ids as readonly string[]) | layout.cellOfAll('faults')),
  'metrics.series': () => nothing,
  'metrics.http': () => nothing,
  'metrics.alarms': (_, { alarm }) => reading(alarm),
  // They write, and the item would need a cell: no run of the model keeps a heartbeat.
  'metrics.beat': () => everything,
  'metrics.endBeat': () => everything,
  'faults.template': () => nothing,
  'faults.active': () => nothing,
  'faults.mostByTag': () => nothing,
  'faults.permissions': () => nothing,
  'faults.start': ([given], layout) => {
    const { runId } = given as Injection;
    return changing(
      layout.cell('faults', runId) | layout.everyTarget | layout.cloud | layout.seenOf(runId),
      layout.cell('record', runId),
    );
  },
  'faults.observe': ([given], layout) => {
    const fault = given as FaultReference;
    return reading(layout.cell('faults', fault.runId) | ownTargets(fault, layout));
  },
  'faults.stop': ([given], layout) => {
    const fault = given as FaultReference;
    const { runId } = fault;
    return changing(layout.cell('faults', runId) | ownTargets(fault, layout) | layout.seenOf(runId), layout.cloud);
  },
  'faults.undo': ([given], layout) => {
    const { runId, targets, fault } = given as LedgerEntry;
    const own = fault.provider === 'squall' ? layout.cell('faults', runId) : 0;
    return changing(layout.changed(targets) | own | layout.seenOf(runId), layout.cloud);
  },
  'runs.propose': ([given], layout) => {
    const { runId } = given as { runId: string };
    return changing(layout.cell('record', runId) | layout.order | layout.seenOf(runId));
  },
  'runs.refuse': ([given], layout) => {
    const { runId } = given as { runId: string };
    const own = layout.cell('record', runId) | layout.cell('leftovers', runId) | layout.cell('locks', runId);
    return changing(own | layout.order | layout.seenOf(runId));
  },
  'runs.arm': (args, layout) => changing(changingOf('record', 'locks')(args, layout).writes, layout.cellOfAll('locks')),
  'runs.load': readingOf('record'),
  'runs.raiseEpoch': changingOf('record'),
  'runs.claimRecovery': changingOf('record'),
  // Every lock but its own is left as it is.
  'runs.conclude': changingOf('record', 'locks', 'leftovers'),
  // No invariant asks for the mark.
  'runs.told': (args, layout) => changing(layout.cell('record', first(args))),
  'runs.list': (_, layout) => reading(layout.cellOfAll('record') | layout.order),
  'ledger.intend': ([given], layout) => {
    const { runId } = given as LedgerEntry;
    return changing(layout.cell('entries', runId) | layout.seenOf(runId), layout.cell('record', runId));
  },
  'ledger.confirm': changingOf('entries'),
  'ledger.undone': changingOf('entries'),
  'ledger.list': readingOf('entries'),
  'leftovers.open': (_, layout) => reading(layout.cellOfAll('leftovers')),
  'leftovers.of': readingOf('leftovers'),
  'leftovers.restored': changingOf('leftovers'),
  'leftovers.acknowledge': changingOf('leftovers'),
  // What the journal says no invariant asks.
  'journal.append': ([given], layout) => {
    const [entry] = given as readonly { readonly runId: string }[];
    return entry ? changing(layout.cell('journal', entry.runId)) : nothing;
  },
  'journal.read': readingOf('journal'),
  'deadline.arm': changingOf('deadline'),
  'deadline.disarm': changingOf('deadline'),
  'executions.start': ([, name], layout) => changing(layout.execution(String(name))),
  'executions.stop': ([, name], layout) => changing(layout.execution(String(name))),
  'executions.look': ([, name], layout) => reading(layout.execution(String(name))),
};

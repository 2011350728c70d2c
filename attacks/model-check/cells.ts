/** The world cut into cells, each with a number: what one call reads and changes is a set of them. */
import { runOf } from '../../core/lifecycle/safety-net.ts';
import type { Machine } from '../../core/ports/executions.ts';
import { experiments, fleet } from './scenario.ts';

/** By name of an experiment: the one run of it, so that every run of a moment has a name of its own. */
export const runIdOf = (experiment: string): string => `run-${experiment}`;

export const runIds: readonly string[] = experiments.map(({ metadata }) => runIdOf(metadata.name));

export const ofRun = [
  'record',
  'entries',
  'leftovers',
  'journal',
  'deadline',
  'experiment',
  'recoveries',
  'faults',
  'locks',
  'aborted',
] as const;
export type OfRun = (typeof ofRun)[number];

/** Where an execution lies. */
export const cellOfExecution = (name: string): OfRun => (/-r\d+$/.test(name) ? 'recoveries' : 'experiment');

/** How many cells there are; what follows them are marks, which hold nothing. */
export const cellCount: number = runIds.length * ofRun.length + 1 + fleet.length;

/** Where the cell of a run stands among all. */
export const slotOf = (name: OfRun, runId: string): number => runAt(runId) * ofRun.length + ofRun.indexOf(name);

/** The runs in the order in which they were proposed. */
export const orderSlot: number = runIds.length * ofRun.length;

/** What keeps one target stopped. */
export const stoppedSlot = (target: string): number => orderSlot + 1 + fleet.findIndex(({ id }) => id === target);

function runAt(runId: string): number {
  const at = runIds.indexOf(runId);
  if (at < 0) throw new Error(`the model knows no run ${runId}`);
  return at;
}

/** What a call reads and changes, as bits. Two of them commute unless one changes what the other reads or changes. */
export interface Footprint {
  readonly reads: number;
  readonly writes: number;
}

export const nothing: Footprint = { reads: 0, writes: 0 };

export const conflict = (one: Footprint, other: Footprint): boolean =>
  (one.writes & (other.reads | other.writes)) !== 0 || (one.reads & other.writes) !== 0;

export const both = (one: Footprint, other: Footprint): Footprint => ({
  reads: one.reads | other.reads,
  writes: one.writes | other.writes,
});

export const within = (one: Footprint, other: Footprint): boolean =>
  (one.reads & ~other.reads) === 0 && (one.writes & ~other.writes) === 0;

/** The cell of an execution. */
export const execution = (name: string): number => cell(cellOfExecution(name), runOfExecution(name));
export const executionSlot = (name: string): number => slotOf(cellOfExecution(name), runOfExecution(name));

export const cell = (name: OfRun, runId: string): number => 1 << slotOf(name, runId);
export const cellOfAll = (name: OfRun): number => runIds.reduce((bits, runId) => bits | cell(name, runId), 0);
export const order: number = 1 << orderSlot;
export const stopped = (target: string): number => 1 << stoppedSlot(target);

/**
 * Marks of changes that an invariant sees: those of one run keep their order, and so do
 * faults that begin and end, of whichever run, since the invariants hold these together.
 */
export const seenOf = (runId: string): number => 1 << (cellCount + runAt(runId));
export const cloud: number = 1 << (cellCount + runIds.length);

/** Mark of which steps of a run are under way. */
export const stepsOf = (runId: string): number => 1 << (cellCount + runIds.length + 1 + runAt(runId));

export const everything: Footprint = { reads: 0x7fffffff, writes: 0x7fffffff };

export const runOfExecution = (name: string): string => {
  const machine: Machine = cellOfExecution(name) === 'recoveries' ? 'recovery' : 'experiment';
  return runOf({ machine, name });
};

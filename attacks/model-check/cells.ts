/** The world cut into cells, each with a number: what one call reads and changes is a set of them. */
import { runOf } from '../../core/lifecycle/safety-net.ts';
import type { Machine } from '../../core/ports/executions.ts';
import type { Subject } from './subjects/subject.ts';

/** By name of an experiment: the one run of it, so that every run of a moment has a name of its own. */
export const runIdOf = (experiment: string): string => `run-${experiment}`;

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

export const runOfExecution = (name: string): string => {
  const machine: Machine = cellOfExecution(name) === 'recoveries' ? 'recovery' : 'experiment';
  return runOf({ machine, name });
};

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

/** Bits of a word but for its sign. */
const widest = 31;

export const everything: Footprint = { reads: 0x7fffffff, writes: 0x7fffffff };

/** Which cells a subject has, and which bit of a word each is. */
export class Layout {
  readonly subject: Subject;
  readonly runIds: readonly string[];
  /** The runs in the order in which they were proposed. */
  readonly orderSlot: number;
  /** What the alarm says. Beyond the last where the subject has none. */
  readonly alarmSlot: number;
  /** How many cells there are; what follows them are marks, which hold nothing. */
  readonly cellCount: number;
  readonly slots: readonly number[];

  /** @throws for a subject with more than a word has bits for */
  constructor(subject: Subject) {
    this.subject = subject;
    this.runIds = subject.definitions.map(({ experiment }) => runIdOf(experiment.metadata.name));
    this.orderSlot = this.runIds.length * ofRun.length;
    this.alarmSlot = this.orderSlot + 1 + subject.fleet.length;
    this.cellCount = this.alarmSlot + (subject.alarm === undefined ? 0 : 1);
    this.slots = Array.from({ length: this.cellCount }, (_, slot) => slot);
    const bits = this.cellCount + 2 * this.runIds.length + 1;
    if (bits > widest) throw new Error(`${subject.name} needs ${bits} bits, and a word has ${widest}`);
  }

  /** Where the cell of a run stands among all. */
  slotOf(name: OfRun, runId: string): number {
    return this.#runAt(runId) * ofRun.length + ofRun.indexOf(name);
  }

  /** What keeps one target from being as it was. */
  changedSlot(target: string): number {
    return this.orderSlot + 1 + this.subject.fleet.findIndex(({ id }) => id === target);
  }

  executionSlot(name: string): number {
    return this.slotOf(cellOfExecution(name), runOfExecution(name));
  }

  cell(name: OfRun, runId: string): number {
    return 1 << this.slotOf(name, runId);
  }

  cellOfAll(name: OfRun): number {
    return this.runIds.reduce((bits, runId) => bits | this.cell(name, runId), 0);
  }

  /** The cell of an execution. */
  execution(name: string): number {
    return 1 << this.executionSlot(name);
  }

  get order(): number {
    return 1 << this.orderSlot;
  }

  get alarm(): number {
    return this.subject.alarm === undefined ? 0 : 1 << this.alarmSlot;
  }

  changed(targets: readonly string[]): number {
    return this.subject.fleet
      .filter(({ id }) => targets.includes(id))
      .reduce((bits, { id }) => bits | (1 << this.changedSlot(id)), 0);
  }

  get everyTarget(): number {
    return this.changed(this.subject.fleet.map(({ id }) => id));
  }

  /**
   * Marks of changes that an invariant sees: those of one run keep their order, and so do
   * faults that begin and end, of whichever run, since the invariants hold these together.
   */
  seenOf(runId: string): number {
    return 1 << (this.cellCount + this.#runAt(runId));
  }

  get cloud(): number {
    return 1 << (this.cellCount + this.runIds.length);
  }

  /** Mark of which steps of a run are under way. */
  stepsOf(runId: string): number {
    return 1 << (this.cellCount + this.runIds.length + 1 + this.#runAt(runId));
  }

  #runAt(runId: string): number {
    const at = this.runIds.indexOf(runId);
    if (at < 0) throw new Error(`the model knows no run ${runId}`);
    return at;
  }
}

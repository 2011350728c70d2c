/** A copy of a moment in which something happens, and the move that it is. */
import type { Instant } from '../../core/ports/clock.ts';
import { forget } from './forget.ts';
import type { Model } from './model.ts';
import type { Budget, Moment } from './moment.ts';
import type { Rows } from './world.ts';

export interface Move {
  /** Name of the function that moves, where it is one. */
  readonly mover?: string | undefined;
  label(): string;
  /** @throws NotYetKnown */
  make(): Moment;
}

/** A copy of a moment in which something is happening. */
export class Draft {
  readonly model: Model;
  now: Instant;
  sweepAt: Instant;
  cells: number[];
  processes: number[];
  sleepers: number[];
  events: number[];
  #budget: number;

  constructor(model: Model, { now, sweepAt, budget, cells, processes, sleepers, events }: Moment) {
    this.model = model;
    this.now = now;
    this.sweepAt = sweepAt;
    this.#budget = budget;
    this.cells = [...cells];
    this.processes = [...processes];
    this.sleepers = [...sleepers];
    this.events = [...events];
  }

  rows(slot: number): Rows {
    return this.model.rows(this.cells[slot]!);
  }

  put(slot: number, rows: Rows): void {
    this.cells[slot] = this.model.cellOf(rows);
  }

  /** One process of this number is no more. */
  end(process: number): void {
    this.processes.splice(this.processes.indexOf(process), 1);
  }

  get budget(): Budget {
    return this.model.budget(this.#budget);
  }

  spend(change: (budget: Budget) => Partial<Budget>): void {
    const budget = this.budget;
    this.#budget = this.model.budgetOf({ ...budget, ...change(budget) });
  }

  done(forgetting: boolean): Moment {
    this.processes.sort(ascending);
    this.sleepers.sort(ascending);
    this.events.sort(ascending);
    const { now, sweepAt, cells, processes, sleepers, events } = this;
    const moment = { now, sweepAt, budget: this.#budget, cells, processes, sleepers, events };
    return forgetting ? forget(this.model, moment) : moment;
  }
}

const ascending = (a: number, b: number): number => a - b;

/** A moment to go on from. */
export interface Here {
  readonly model: Model;
  readonly moment: Moment;
  /** Whether what nothing will ask again is taken out of the moments that follow. */
  readonly forgetting: boolean;
}

/** @param happen changes the copy */
export const move = (
  { model, moment, forgetting }: Here,
  label: () => string,
  happen: (draft: Draft) => void,
  mover?: string,
): Move => ({
  mover,
  label,
  make() {
    const draft = new Draft(model, moment);
    happen(draft);
    return draft.done(forgetting);
  },
});

/** A copy of a moment in which something happens, and the move that it is. */
import type { Budget, Moment, Sleeper } from './moment.ts';
import type { Process, Work } from './process.ts';
import { copyOfWorld, type World } from './world.ts';

export interface Move {
  readonly label: string;
  make(): Promise<Moment>;
}

/** A copy of a moment in which something is happening. */
export interface Draft {
  readonly world: World;
  processes: Process[];
  sleepers: Sleeper[];
  events: Work[];
  sweepAt: number;
  budget: Budget;
}

export const draftOf = ({ world, processes, sleepers, events, sweepAt, budget }: Moment): Draft => ({
  world: copyOfWorld(world),
  processes: [...processes],
  sleepers: [...sleepers],
  events: [...events],
  sweepAt,
  budget,
});

/** @param happen changes the copy */
export const move = (label: string, moment: Moment, happen: (draft: Draft) => Promise<void>): Move => ({
  label,
  async make() {
    const draft = draftOf(moment);
    await happen(draft);
    return draft;
  },
});

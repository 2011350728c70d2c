/** Every order in which things can happen, to the end of each. */

import type { Plant } from '../plants.ts';
import type { Here, Move } from './draft.ts';
import { Frontier, type Node, pathTo } from './frontier.ts';
import { Futures } from './futures.ts';
import { leftoverIn } from './invariants.ts';
import { learn } from './learning.ts';
import { Model } from './model.ts';
import { type Budget, digestOf, type Moment } from './moment.ts';
import { atRest, possibleAt } from './moves.ts';
import { NotYetKnown } from './not-yet-known.ts';

import { Seen } from './seen.ts';
import { begins, type Subject } from './subjects/subject.ts';
import { twoRuns } from './subjects/two-runs.ts';
import { Watch } from './watch.ts';

export interface Explored {
  /** Different moments. */
  readonly states: number;
  readonly moves: number;
  /** Different moments at which all was at rest. */
  readonly ends: number;
  readonly longest: number;
  /** The first violation, and what led to it. */
  readonly violation?: { readonly what: string; readonly how: readonly string[] };
}

export interface ExploreOptions {
  /** Default: two ordinary runs. */
  readonly subject?: Subject;
  readonly budget: Budget;
  readonly plant?: Plant;
  /** What was learned by explorations before, of the same subject and plant. */
  readonly futures?: Futures;
  /** Follows what needs few interruptions first. */
  readonly soonest?: boolean;
  /** Follows all orders, also those that cannot be told from another. */
  readonly everyOrder?: boolean;
  /** Tells moments apart by what nothing will ask again, too. */
  readonly everything?: boolean;
  /** Told of every moment at which all is at rest. */
  readonly onEnd?: (model: Model, moment: Moment) => void;
  /** Told now and then how far it has come. */
  readonly onProgress?: (states: number, open: number) => void;
}

/**
 * The sweeper comes when nothing else wakes up; that it comes in the middle of anything else
 * is `sweeps` of the budget, as it need not be in every minute.
 */
const firstSweep = 45_000;

/** Virtual time by which everything must have come to rest, in milliseconds. */
const horizon = 4 * 3_600_000;

/** States after which a pass that has learned something begins anew; then twice as many, until it pays to go on to the end. */
const firstLook = 1_000;
const lastLook = 64_000;
const progressEvery = 100_000;

/** Until a pass learns nothing of futures that it did not go by. */
export async function explore(options: ExploreOptions): Promise<Explored> {
  const { subject = twoRuns, plant = {}, futures = new Futures() } = options;
  const model = new Model(subject, plant, futures);
  for (;;) {
    const learned = futures.learned;
    const explored = await pass(options, model);
    if (explored && (explored.violation || futures.learned === learned)) return explored;
  }
}

/** Depth first. Of two moments with one digest the second is not followed. Undefined: it has learned early that it must be made again. */
async function pass(options: ExploreOptions, model: Model): Promise<Explored | undefined> {
  const { budget, soonest = false, everyOrder = false, everything = false, onEnd, onProgress } = options;
  const { futures } = model;
  const { learned } = futures;
  const watch = new Watch(model);
  const first: Moment = {
    now: begins,
    sweepAt: begins + firstSweep,
    budget: model.budgetOf(budget),
    cells: model.layout.slots.map(() => model.cellOf([])),
    processes: [],
    sleepers: [],
    events: [],
  };
  const seen = new Seen();
  seen.add(digestOf(first));
  const open = new Frontier(soonest);
  open.push({ moment: first, by: undefined, depth: 0, interruptions: 0, from: undefined });
  let [moves, ends, longest, look] = [0, 0, 0, firstLook];
  const result = (what?: string, node?: Node): Explored => ({
    states: seen.size,
    moves,
    ends,
    longest,
    ...(what !== undefined && { violation: { what, how: pathTo(node) } }),
  });

  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const { moment } = node;
    if (atRest(model, moment)) {
      ends++;
      longest = Math.max(longest, node.depth);
      onEnd?.(model, moment);
      const left = leftoverIn(model.worldOf(moment.cells, moment.now));
      if (left !== undefined) return result(left, node);
      continue;
    }
    if (moment.now > begins + horizon) return result('it does not come to rest', node);
    const here: Here = { model, moment, forgetting: !everything };
    const { chosen, time } = possibleAt(here, everyOrder);
    const steps = [
      ...chosen.flatMap((thread) => thread.moves().map((by) => ({ by, thread }))),
      ...time.map((by) => ({ by, thread: undefined })),
    ];
    for (const { by, thread } of steps) {
      const made = atOnce(by);
      const next = made instanceof NotYetKnown ? await foundOut(by, made) : made;
      moves++;
      if (thread) learn(model, thread, moment, next);
      const interruptions = node.interruptions + (interrupts(model, by, node) ? 1 : 0);
      const after: Node = { moment: next, by, depth: node.depth + 1, interruptions, from: node };
      const what = watch.violationAt(next, moment);
      if (what !== undefined) return result(what, after);
      if (seen.add(digestOf(next))) open.push(after);
    }
    if (seen.size < look) continue;
    look = seen.size + Math.min(seen.size, progressEvery);
    if (futures.learned !== learned && seen.size <= lastLook) return undefined;
    onProgress?.(seen.size, open.size);
  }
  return result();
}

/** Whoever moved last stands before its next call, and somebody else moves. */
const interrupts = (model: Model, { mover }: Move, { by, moment }: Node): boolean =>
  by !== undefined &&
  by.mover !== mover &&
  moment.processes.some((process) => model.process(process).name === by.mover);

/** The moment that follows, if all of it is known. */
function atOnce(move: Move): Moment | NotYetKnown {
  try {
    return move.make();
  } catch (error) {
    if (error instanceof NotYetKnown) return error;
    throw error;
  }
}

async function foundOut(move: Move, missing: NotYetKnown): Promise<Moment> {
  await missing.findOut();
  const next = atOnce(move);
  return next instanceof NotYetKnown ? foundOut(move, next) : next;
}

/** Every order in which things can happen, to the end of each. */

import type { Plant } from '../plants.ts';
import { nameOf } from './failures.ts';
import { leftoverIn, violationIn } from './invariants.ts';
import { type Budget, keyOf, type Moment } from './moment.ts';
import { atRest, movesOf } from './moves.ts';
import { begins } from './scenario.ts';
import { firstWorld } from './world.ts';

export interface Explored {
  /** Different moments. */
  readonly states: number;
  readonly moves: number;
  /** Moments at which all was at rest. */
  readonly ends: number;
  readonly longest: number;
  /** The first violation, and what led to it. */
  readonly violation?: { readonly what: string; readonly how: readonly string[] };
}

export interface ExploreOptions {
  readonly budget: Budget;
  readonly plant?: Plant;
}

interface Node {
  readonly moment: Moment;
  /** How often a function was left in the middle of its work for something else to happen. */
  readonly interruptions: number;
  readonly label: string;
  readonly depth: number;
  readonly from: Node | undefined;
}

/**
 * The sweeper comes when nothing else wakes up; that it comes in the middle of anything else
 * is `sweeps` of the budget, as it need not be in every minute.
 */
const firstSweep = 45_000;

/** Virtual time by which everything must have come to rest, in milliseconds. */
const horizon = 4 * 3_600_000;

/**
 * What needs few interruptions is looked at first, since most mistakes do; among equals depth
 * first. Of two moments with one key the second is not followed.
 */
export async function explore({ budget, plant = {} }: ExploreOptions): Promise<Explored> {
  const first: Moment = {
    world: firstWorld(),
    processes: [],
    sleepers: [],
    events: [],
    sweepAt: begins + firstSweep,
    budget,
  };
  const seen = new Set<string>([keyOf(first)]);
  const open = new Frontier({ moment: first, interruptions: 0, label: '', depth: 0, from: undefined });
  let [moves, ends, longest] = [0, 0, 0];
  const result = (what?: string, node?: Node): Explored => ({
    states: seen.size,
    moves,
    ends,
    longest,
    ...(what !== undefined && { violation: { what, how: pathTo(node) } }),
  });

  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (atRest(node.moment)) {
      ends++;
      longest = Math.max(longest, node.depth);
      const left = leftoverIn(node.moment);
      if (left !== undefined) return result(left, node);
      continue;
    }
    if (node.moment.world.now > begins + horizon) return result('it does not come to rest', node);
    for (const { label, make } of movesOf(node.moment, plant)) {
      const moment = await make();
      moves++;
      const interruptions = node.interruptions + (interrupts(label, node) ? 1 : 0);
      const next: Node = { moment, interruptions, label, depth: node.depth + 1, from: node };
      const what = violationIn(moment, node.moment.world);
      if (what !== undefined) return result(what, next);
      const key = keyOf(moment);
      if (seen.has(key)) continue;
      seen.add(key);
      open.push(next);
    }
  }
  return result();
}

/** Whoever moved last stands before its next call, and somebody else moves. */
function interrupts(label: string, { label: last, moment }: Node): boolean {
  const mover = moverOf(last);
  return mover !== moverOf(label) && moment.processes.some((process) => nameOf(process) === mover);
}

const moverOf = (label: string): string => label.slice(0, label.indexOf(' '));

/** Nodes still to be followed, by their interruptions. */
class Frontier {
  readonly #levels: Node[][] = [];

  constructor(first: Node) {
    this.push(first);
  }

  push(node: Node): void {
    const { interruptions } = node;
    while (this.#levels.length <= interruptions) this.#levels.push([]);
    this.#levels[interruptions]!.push(node);
  }

  pop(): Node | undefined {
    return this.#levels.find((level) => level.length > 0)?.pop();
  }
}

function pathTo(node: Node | undefined): readonly string[] {
  const labels: string[] = [];
  for (let at = node; at?.from !== undefined; at = at.from) labels.push(at.label);
  return labels.reverse();
}

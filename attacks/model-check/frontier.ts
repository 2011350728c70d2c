/** Moments still to be followed. */
import type { Move } from './draft.ts';
import type { Moment } from './moment.ts';

export interface Node {
  readonly moment: Moment;
  readonly by: Move | undefined;
  readonly depth: number;
  /** How often a function was left in the middle of its work for something else to happen. */
  readonly interruptions: number;
  readonly from: Node | undefined;
}

/**
 * Depth first, which keeps few of them. Where a mistake is looked for, what needs few
 * interruptions comes first, since most mistakes do.
 */
export class Frontier {
  readonly #levels: Node[][] = [];
  readonly #soonest: boolean;
  #size = 0;

  constructor(soonest: boolean) {
    this.#soonest = soonest;
  }

  get size(): number {
    return this.#size;
  }

  push(node: Node): void {
    const level = this.#soonest ? node.interruptions : 0;
    while (this.#levels.length <= level) this.#levels.push([]);
    this.#levels[level]!.push(node);
    this.#size++;
  }

  pop(): Node | undefined {
    const node = this.#levels.find((level) => level.length > 0)?.pop();
    if (node) this.#size--;
    return node;
  }
}

export function pathTo(node: Node | undefined): readonly string[] {
  const labels: string[] = [];
  for (let at = node; at?.by !== undefined; at = at.from) labels.push(at.by.label());
  return labels.reverse();
}

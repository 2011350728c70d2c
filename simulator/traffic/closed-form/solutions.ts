/** Solutions are pure and cost milliseconds, and the runs of a suite meet the same few situations again and again. */
import type { WorldModel } from '../../model.ts';
import type { Situation } from './situation.ts';
import { type Solution, solve } from './solve.ts';

/** Worlds, and situations of each, that are remembered. The oldest go first. */
const worlds = 8;
const situations = 500;
const known = new Map<string, Map<string, Solution>>();

/** Solves for one world, remembering across clouds of equal worlds. */
export function solverOf(model: WorldModel): (situation: Situation) => Solution {
  const { clients, dns, loadBalancers, services } = model;
  const own = remember(known, worlds, JSON.stringify({ clients, dns, loadBalancers, services }), () => new Map());
  return (situation) => remember(own, situations, situation.key, () => solve(model, situation));
}

function remember<T>(memory: Map<string, T>, limit: number, key: string, make: () => T): T {
  const found = memory.get(key);
  if (found !== undefined) return found;
  const made = make();
  memory.set(key, made);
  if (memory.size > limit) memory.delete(memory.keys().next().value!);
  return made;
}

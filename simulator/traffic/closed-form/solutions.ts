/** Solutions are pure and cost milliseconds, and the runs of a suite meet the same few situations again and again. */
import type { WorldModel } from '../../model.ts';
import type { Situation } from './situation.ts';
import { type Solution, solve } from './solve.ts';

/** Solutions kept, over all worlds: some tens of kilobytes each. The oldest goes first. */
const kept = 500;
const known = new Map<string, Solution>();

/** Solves for one world, remembering across clouds of equal worlds. */
export function solverOf(model: WorldModel): (situation: Situation) => Solution {
  const { clients, dns, loadBalancers, services } = model;
  const world = JSON.stringify({ clients, dns, loadBalancers, services });
  return (situation) => {
    const key = `${world}\n${situation.key}`;
    const found = known.get(key);
    if (found) return found;
    const solution = solve(model, situation);
    known.set(key, solution);
    if (known.size > kept) known.delete(known.keys().next().value!);
    return solution;
  };
}

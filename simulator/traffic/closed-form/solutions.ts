/** Solutions are pure and cost milliseconds, and the runs of a suite meet the same few situations again and again. */
import type { WorldModel } from '../../model.ts';
import type { Situation } from './situation.ts';
import { type Solution, solve } from './solve.ts';

/** Worlds, and situations of each, that are remembered. Those go first that nobody has met for the longest time. */
const worlds = 8;
const situations = 2000;
const known = new Map<string, Map<string, Solution>>();
const shapes = new Map<string, Map<string, Solution>>();

/** Solves for one world, remembering across clouds of equal worlds, and of those that differ in their names alone. */
export function solverOf(model: WorldModel): (situation: Situation) => Solution {
  const { clients, dns, loadBalancers, services, distances, regions, accelerators } = model;
  const graph = { clients, dns, loadBalancers, services };
  const apart = distances || accelerators ? JSON.stringify([distances, regions, accelerators]) : '';
  const own = remember(known, worlds, JSON.stringify(graph) + apart, () => new Map());
  const alike = remember(shapes, worlds, shapeOf(graph) + apart, () => new Map());
  // What hinders a server may name others.
  return (situation) =>
    remember(isHindered(situation) ? own : alike, situations, situation.key, () => solve(model, situation));
}

const isHindered = ({ services }: Situation): boolean =>
  services.some((targets) => targets.some(({ hindered }) => hindered !== undefined));

/** Nodes by their place instead of their name; tags change no traffic. */
function shapeOf(graph: Pick<WorldModel, 'clients' | 'dns' | 'loadBalancers' | 'services'>): string {
  const places = new Map(
    Object.entries(graph).flatMap(([list, nodes]) =>
      nodes.map((node, i) => ['id' in node ? node.id : node.name, `${list} ${i}`] as const),
    ),
  );
  const named = new Set(['id', 'to', 'calls', 'name']);
  return JSON.stringify(graph, (key, value) => {
    if (key === 'tags') return undefined;
    return named.has(key) && typeof value === 'string' ? (places.get(value) ?? value) : value;
  });
}

function remember<T>(memory: Map<string, T>, limit: number, key: string, make: () => T): T {
  const found = memory.get(key);
  if (found !== undefined) {
    memory.delete(key);
    memory.set(key, found);
    return found;
  }
  const made = make();
  memory.set(key, made);
  if (memory.size > limit) memory.delete(memory.keys().next().value!);
  return made;
}

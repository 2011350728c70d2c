/** Which server of a service a call without a load balancer comes to. */
import type { Random } from '../../engine/random.ts';
import type { Call } from './graph.ts';
import { reaches } from './places.ts';
import type { Target } from './situation.ts';

/**
 * Writes to the writer; reads to a reader that answers, or else to the writer, of a global
 * database to those of the caller's Region where any answers; elsewhere any that answers.
 * @returns its place among the targets; −1 when there is none
 */
export function memberOf(
  { write, from: region }: Call,
  database: boolean,
  targets: readonly Target[],
  from: Target | undefined,
  random: Random,
): number {
  if (database && write) return targets.findIndex(({ writer }) => writer);
  const reached = targets.flatMap((target, i) => (reaches(from, target) ? [i] : []));
  const near = database && region !== undefined ? reached.filter((i) => targets[i]!.region === region) : [];
  const answering = near.length > 0 ? near : reached;
  const readers = database ? answering.filter((i) => !targets[i]!.writer) : answering;
  const eligible = readers.length > 0 ? readers : answering;
  if (eligible.length === 0) return targets.length > 0 ? 0 : -1;
  return eligible.length === 1 ? eligible[0]! : eligible[random.int(eligible.length)]!;
}

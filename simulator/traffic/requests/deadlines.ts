/**
 * Callers' timeouts. One edge has one timeout, so its exchanges expire in the order
 * in which they were sent: a linked list and one event for its oldest member, instead
 * of an event for each exchange (nearly all of which would come to nothing).
 */
import { DEADLINE, encode } from './events.ts';
import type { Edge } from './nodes.ts';
import type { Simulation } from './simulation.ts';

export function setDeadline(s: Simulation, edge: Edge, exchange: number): void {
  const { previous, following } = s.exchanges;
  previous[exchange] = edge.newest;
  following[exchange] = -1;
  if (edge.newest < 0) edge.oldest = exchange;
  else following[edge.newest] = exchange;
  edge.newest = exchange;
  if (!edge.armed) arm(s, edge);
}

export function clearDeadline(s: Simulation, edge: Edge, exchange: number): void {
  const { previous, following } = s.exchanges;
  const before = previous[exchange]!;
  const after = following[exchange]!;
  if (before < 0) edge.oldest = after;
  else following[before] = after;
  if (after < 0) edge.newest = before;
  else previous[after] = before;
}

/** The oldest exchange of the edge if its deadline has come, or −1. Waits for the next deadline then. */
export function expired(s: Simulation, edge: Edge): number {
  const oldest = edge.oldest;
  if (oldest >= 0 && s.exchanges.start[oldest]! + edge.timeout <= s.now) return oldest;
  if (oldest < 0) edge.armed = false;
  else arm(s, edge);
  return -1;
}

function arm(s: Simulation, edge: Edge): void {
  edge.armed = true;
  s.events.push(s.exchanges.start[edge.oldest]! + edge.timeout, encode(DEADLINE, edge.index));
}

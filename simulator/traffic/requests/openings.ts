/**
 * Connections that take time. A pool begins with those that it keeps while idle, asks for
 * more as calls find none free, so many at once, and closes what nobody has needed for long.
 */
import type { PoolModel } from '../../model.ts';
import { CONNECTED, encode } from './events.ts';
import type { Edge } from './nodes.ts';
import { handOn, type Pool } from './pools.ts';
import type { Simulation } from './simulation.ts';

type WarmUp = NonNullable<PoolModel['warmUp']>;

/** What a pool has of connections. */
export interface Opened {
  count: number;
  /** On their way. */
  opening: number;
  /** Most in use since the last look, and between the last two; and when the next look is due. */
  most: number;
  mostBefore: number;
  lookAt: number;
}

/** One on its way. */
export interface Opening {
  readonly edge: Edge;
  readonly server: number;
  readonly pool: Pool;
}

export const newOpened = ({ warmUp }: PoolModel, now: number): Opened | undefined =>
  warmUp && { count: warmUp.idle, opening: 0, most: 0, mostBefore: 0, lookAt: now + warmUp.keep };

/** Closes what nobody has needed since the look before the last. */
export function settle(pool: Pool, opened: Opened, { idle, keep }: WarmUp, now: number): void {
  opened.most = Math.max(opened.most, pool.inUse);
  if (now < opened.lookAt) return;
  const needed = Math.max(opened.most, opened.mostBefore, idle);
  opened.count = Math.max(pool.inUse, Math.min(opened.count, needed));
  opened.mostBefore = now < opened.lookAt + keep ? opened.most : pool.inUse;
  opened.most = pool.inUse;
  opened.lookAt = now + keep;
}

/** Asks for another connection, where the pool may have one and is not asking for enough already. */
export function openMore(s: Simulation, edge: Edge, pool: Pool, opened: Opened, server: number): void {
  const { size, warmUp } = edge.pool!;
  if (opened.opening >= warmUp!.atOnce || opened.count + opened.opening >= size) return;
  opened.opening++;
  const free = s.openings.indexOf(undefined);
  const index = free < 0 ? s.openings.length : free;
  s.openings[index] = { edge, server, pool };
  s.events.push(s.now + warmUp!.connect, encode(CONNECTED, index));
}

/** It is there, and goes to the first in line. A pool that went with its server knows nothing of it. */
export function connected(s: Simulation, index: number): void {
  const { edge, server, pool } = s.openings[index]!;
  s.openings[index] = undefined;
  const { opened } = pool;
  if (!opened || edge.pools.get(server) !== pool) return;
  opened.opening--;
  opened.count++;
  pool.inUse++;
  handOn(s, edge, pool, server);
  opened.most = Math.max(opened.most, pool.inUse);
  if (pool.waiting.length > 0) openMore(s, edge, pool, opened, server);
}

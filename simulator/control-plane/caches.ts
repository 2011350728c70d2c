/**
 * Caches. The node that answers is the primary; its loss is noticed, and a replica that is
 * there takes over after the model's `failover` with what the primary held. A node alone
 * comes back with its power, and empty: its hits return as the requests fill it again, as
 * 1 − e^(−t / refill) of what is usual, in steps of a tenth.
 */
import type { CacheModel } from '../model.ts';
import { schedule } from './agenda.ts';
import type { Plane } from './plane.ts';
import type { CacheRecord } from './state.ts';

const steps = 10;

export const cacheRecord = (plane: Plane, model: CacheModel): CacheRecord => {
  plane.state.caches ??= [];
  const known = plane.state.caches.find(({ id }) => id === model.id);
  if (known) return known;
  const made = { id: model.id, primary: nodesOf(model)[0]!, failoverAt: null, unpowered: false, emptySince: null };
  plane.state.caches.push(made);
  return made;
};

/** Names of its servers. A cache of one node in no zone is known by its own. */
export const nodesOf = ({ id, nodes }: CacheModel): readonly string[] => nodes?.map((node) => node.id) ?? [id];

/** What can be seen of a node, by its name. */
export interface NodeView {
  powered(node: string): boolean;
  reachable(node: string): boolean;
}

/** Looks after every cache; true when one changed. */
export function superviseCaches(plane: Plane, view: NodeView): boolean {
  let changed = false;
  for (const service of plane.model.services)
    if (service.kind === 'cache') changed = supervise(plane, service, view) || changed;
  return changed;
}

function supervise(plane: Plane, model: CacheModel, { powered, reachable }: NodeView): boolean {
  const { now } = plane.state;
  const record = cacheRecord(plane, model);
  const there = (node: string) => powered(node) && reachable(node);
  if (there(record.primary)) {
    if (record.failoverAt === null) return false;
    record.failoverAt = null;
    // What was in its memory went with the power.
    if (record.unpowered) empty(plane, record, model);
    record.unpowered = false;
    return true;
  }
  record.unpowered ||= !powered(record.primary);
  if (record.failoverAt === null) {
    record.failoverAt = now + (model.failover ?? 0);
    schedule(plane.state, record.failoverAt, { kind: 'effects' });
    return true;
  }
  const next = nodesOf(model).find((node) => node !== record.primary && there(node));
  if (now < record.failoverAt || next === undefined) return false;
  Object.assign(record, { primary: next, failoverAt: null, unpowered: false });
  return true;
}

/** Its memory is lost now, and fills again. */
export function empty(plane: Plane, record: CacheRecord, { refill = 0 }: CacheModel): void {
  record.emptySince = plane.state.now;
  if (record.audience) Object.assign(record.audience, { covered: 0, warmth: 0 });
  for (let step = 1; step < steps; step++)
    schedule(plane.state, plane.state.now + reached(step, refill), { kind: 'effects' });
  schedule(plane.state, plane.state.now + warmAfter(refill), { kind: 'effects' });
}

/** What is left of its usual hits, in steps, so that there are few situations. */
export function warmth({ emptySince, audience }: CacheRecord, { refill = 0 }: CacheModel, now: number): number {
  if (audience) return audience.warmth;
  if (emptySince === null || now >= emptySince + warmAfter(refill)) return 1;
  let step = 0;
  while (step < steps - 1 && now >= emptySince + reached(step + 1, refill)) step++;
  return step / steps;
}

/** When the cache has that many steps of its hits back: whole milliseconds, as instants are. */
const reached = (step: number, refill: number): number => Math.ceil(-refill * Math.log(1 - step / steps));

/** 95 % of the hits are taken for all. */
const warmAfter = (refill: number): number => 3 * refill;

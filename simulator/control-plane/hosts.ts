/**
 * What becomes of a group's member whose memory, disk or clock a fault works on, by what
 * the world says of it.
 */
import type { GroupModel } from '../model.ts';
import { composed, type Influence } from './effects.ts';

/** Beyond it AWS refuses a signed call: "Signature expired", or "not yet current". */
export const signatureTolerance = 5 * 60_000;

/** Memory that is left to the process, as a share; below nothing it cannot live. */
export const headroom = ({ instance: { memory } }: GroupModel, { memory: taken }: Influence): number =>
  memory ? 1 - taken - memory.used : 1;

/** A process that outgrows what it is left is killed. */
export const outgrows = (group: GroupModel, influence: Influence): boolean => headroom(group, influence) <= 0;

/**
 * Collecting garbage costs in proportion to what lives, for each share of the heap that is
 * free between two collections (A. Appel, Garbage collection can be faster than stack
 * allocation, 1987): with a third of the usual headroom it takes three times the work.
 */
export function speedLeft(group: GroupModel, influence: Influence): number {
  const { memory } = group.instance;
  const left = headroom(group, influence);
  if (!memory || memory.collection === 0 || influence.memory === 0 || left <= 0) return influence.speed;
  const usual = memory.collection / (1 - memory.collection);
  const now = usual * ((1 - memory.used) / left);
  return (influence.speed * (1 + usual)) / (1 + now);
}

export const diskUsed = ({ instance: { disk } }: GroupModel, { diskFill }: Influence): number =>
  Math.max(disk?.used ?? 0, diskFill);

/**
 * Requests that fail at once: those that write to a full disk, and those whose token is
 * refused. Tokens in use are of every age up to their life's end, so that a clock which is
 * off by s refuses s / life of them, as expired when it is ahead and as not yet valid when
 * it is behind.
 */
export function errorShare(group: GroupModel, influence: Influence): number {
  const { disk, tokens } = group.instance;
  const full = disk && influence.diskFill > 0 && diskUsed(group, influence) >= disk.fullAt ? disk.requests : 0;
  const refused = tokens ? tokens.requests * Math.min(1, Math.abs(influence.clockSkew) / tokens.validFor) : 0;
  return 1 - (1 - influence.errorShare) * (1 - full) * (1 - refused);
}

/** What hinders its calls: the network, and a clock that spoils its signatures. */
export function outgoing(group: GroupModel, influence: Influence): Influence['outgoing'] {
  if (Math.abs(influence.clockSkew) <= signatureTolerance) return influence.outgoing;
  const spoilt = group.calls
    .filter(({ signed }) => signed)
    .map(({ to }) => ({ to, outcome: 'refused', latency: 0, lossShare: 0 }) as const);
  return composed([...influence.outgoing, ...spoilt]);
}

/** Share of its requests that a slow disk delays. */
export const diskShare = ({ instance: { disk } }: GroupModel, influence: Influence): number =>
  (disk?.requests ?? 0) * influence.diskShare;

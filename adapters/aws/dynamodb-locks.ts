/**
 * Locks as items, one a key: an exclusive holder, or a set of shared ones. They are taken
 * in the transaction that arms a run and given back in the one that concludes it. What is
 * left of a shared lock is an item without holders, which keeps nobody out and is then
 * removed by a write of its own: a transaction cannot both change an item and remove it.
 */
import type { Lock } from '../../core/ports/runs.ts';
import { type Item, type Key, key, remove, update, type Write } from './dynamodb-writes.ts';

/** A transaction takes a hundred items; the run, its alarms and its intents need a few. */
export const mostLocks = 90;

/** More than one transaction can take. */
export class TooManyLocks extends Error {
  override readonly name = 'TooManyLocks';
}

export const lockKey = (lock: Lock): Key => key(`lock/${lock.key}`, 'lock');

/** Each key once, exclusively if it is wanted so anywhere. @throws TooManyLocks */
export function distinct(locks: readonly Lock[]): readonly Lock[] {
  const modes = new Map<string, Lock['mode']>();
  for (const lock of locks) modes.set(lock.key, modes.get(lock.key) === 'exclusive' ? 'exclusive' : lock.mode);
  if (modes.size > mostLocks) throw new TooManyLocks(`${modes.size} locks, and one transaction takes ${mostLocks}`);
  return [...modes].map(([lockedKey, mode]) => ({ key: lockedKey, mode }));
}

export const taking = (lock: Lock, runId: string): Write =>
  lock.mode === 'exclusive'
    ? update(
        lockKey(lock),
        'SET #exclusive = :me',
        { me: runId },
        'attribute_not_exists(#exclusive) AND attribute_not_exists(#shared)',
      )
    : update(lockKey(lock), 'ADD #shared :me', { me: new Set([runId]) }, 'attribute_not_exists(#exclusive)');

export const givingBack = (lock: Lock, runId: string): Write =>
  lock.mode === 'exclusive'
    ? remove(lockKey(lock))
    : update(lockKey(lock), 'DELETE #shared :me', { me: new Set([runId]) });

/** Of a shared lock that was given back, unless somebody holds it: then it is theirs. */
export const sweepingUp = (lock: Lock): Write =>
  remove(lockKey(lock), 'attribute_not_exists(#exclusive) AND attribute_not_exists(#shared)');

/** Who keeps the lock from being taken, as a clause for people; undefined when nobody does any more. */
export function holderOf(lock: Lock, item: Item | undefined): string | undefined {
  const exclusive = item?.exclusive as string | undefined;
  if (exclusive !== undefined) return `${lock.key} is held (exclusive) by run ${exclusive}`;
  const [shared] = (item?.shared as Set<string> | undefined) ?? [];
  return lock.mode === 'exclusive' && shared !== undefined
    ? `${lock.key} is held (shared) by run ${shared}`
    : undefined;
}

/**
 * One process owns a platform directory; the others read, and leave requests.
 *
 * Who is alive: on the owner's own host, a process that is gone is dead at once, so that
 * `reap` need not wait after a kill. A process that exists is believed while its beats are
 * at most a minute old. After that its number belongs to a stranger (numbers are reused) or
 * the process hangs, and either way it may be replaced. From another host (a container
 * with the directory mounted) only beats tell: 15 seconds. Being wrong is harmless, since
 * every write of an owner is fenced by its token: see `mustOwn`.
 */
import type { Instant } from '../../core/ports/clock.ts';
import type { Database } from './database.ts';

export interface Owner {
  /** Random, new for each claim. */
  readonly token: string;
  readonly host: string;
  readonly pid: number;
  /** Wall clock, as all instants here: virtual time stands still when its process does. */
  readonly startedAt: Instant;
  readonly beatAt: Instant;
}

export type Claim = { readonly claimed: true } | { readonly claimed: false; readonly owner: Owner };

/** The directory was taken over while this process hung: it must stop at once, and write nothing more. */
export class OwnershipLost extends Error {
  override readonly name = 'OwnershipLost';
}

interface Row {
  token: string;
  host: string;
  pid: number;
  started_at: number;
  beat_at: number;
}

const believedHere = 60_000;
const believedElsewhere = 15_000;

export function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}

/** Pure but for `exists`. A beat from the future (the wall clock was set back) counts by its distance. */
export function isAlive(
  owner: Owner,
  host: string,
  now: Instant,
  exists: (pid: number) => boolean = processExists,
): boolean {
  const age = Math.abs(now - owner.beatAt);
  if (owner.host !== host) return age <= believedElsewhere;
  return exists(owner.pid) && age <= believedHere;
}

export function currentOwner(database: Database): Owner | undefined {
  const row = database.get<Row>('SELECT token, host, pid, started_at, beat_at FROM owner');
  return row && { token: row.token, host: row.host, pid: row.pid, startedAt: row.started_at, beatAt: row.beat_at };
}

/** Whether someone alive owns the directory, seen from `host`. */
export const ownerAlive = (database: Database, host: string, now: Instant): boolean => {
  const owner = currentOwner(database);
  return owner !== undefined && isAlive(owner, host, now);
};

/** Takes the directory unless someone alive owns it. */
export const claimOwner = (database: Database, me: Pick<Owner, 'token' | 'host' | 'pid'>, now: Instant): Claim =>
  database.transaction(() => {
    const owner = currentOwner(database);
    if (owner && owner.token !== me.token && isAlive(owner, me.host, now)) return { claimed: false, owner };
    database.run(
      'INSERT OR REPLACE INTO owner (one, token, host, pid, started_at, beat_at) VALUES (1, ?, ?, ?, ?, ?)',
      me.token,
      me.host,
      me.pid,
      now,
      now,
    );
    return { claimed: true };
  });

/** Every second or so. @throws OwnershipLost */
export function beat(database: Database, token: string, now: Instant): void {
  if (database.run('UPDATE owner SET beat_at = ? WHERE token = ?', now, token) === 0) mustOwn(database, token);
}

/** Idempotent; a directory that is someone else's by now is left alone. */
export function releaseOwner(database: Database, token: string): void {
  database.run('DELETE FROM owner WHERE token = ?', token);
}

/** The fence, inside the transaction of the write that it guards. @throws OwnershipLost */
export function mustOwn(database: Database, token: string): void {
  if (currentOwner(database)?.token !== token)
    throw new OwnershipLost(`${database.file} was taken over by another process`);
}

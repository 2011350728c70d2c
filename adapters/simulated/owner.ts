/**
 * One process owns a platform directory; the others read, and leave requests.
 *
 * The owner holds a lock that the operating system takes back when its process dies, so a
 * directory is free at once after a kill, a suspended owner keeps it, and numbers of
 * processes, which are reused, decide nothing. Where locks do not reach (the directory is
 * mounted on another machine) only beats tell: 15 seconds. Being wrong there is harmless,
 * since every write of an owner is fenced by its token: see `mustOwn`.
 */
import type { Instant } from '../../core/ports/clock.ts';
import type { Database } from './database.ts';

export interface Owner {
  /** Random, new for each claim. */
  readonly token: string;
  readonly host: string;
  /** For people: it is never asked for. */
  readonly pid: number;
  /** Wall clock, as all instants here: virtual time stands still when its process does. */
  readonly startedAt: Instant;
  readonly beatAt: Instant;
}

export type Claim = { readonly claimed: true } | { readonly claimed: false; readonly owner: Owner };

/** The directory was taken over: this process must stop at once, and write nothing more. */
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

const believedElsewhere = 15_000;
/** A process that was just killed may take a moment to go. */
const dying = 500;

export function currentOwner(database: Database): Owner | undefined {
  const row = database.get<Row>('SELECT token, host, pid, started_at, beat_at FROM owner');
  return row && { token: row.token, host: row.host, pid: row.pid, startedAt: row.started_at, beatAt: row.beat_at };
}

/** On another machine, and beating. A beat from the future (clocks differ) counts by its distance. */
const beatsElsewhere = (owner: Owner | undefined, host: string, now: Instant): boolean =>
  owner !== undefined && owner.host !== host && Math.abs(now - owner.beatAt) <= believedElsewhere;

/** Whether someone alive owns the directory, seen from `host`. */
export const ownerAlive = (database: Database, host: string, now: Instant): boolean =>
  // In a transaction, so that the lock is not missing for whoever claims just now.
  database.transaction(() => {
    if (database.holds) return true;
    if (!database.hold()) return true;
    database.letGo();
    return beatsElsewhere(currentOwner(database), host, now);
  });

/** Takes the directory unless someone alive owns it. Claimed again with the same token, it beats. */
export const claimOwner = (database: Database, me: Pick<Owner, 'token' | 'host' | 'pid'>, now: Instant): Claim =>
  database.transaction(() => {
    const owner = currentOwner(database);
    const mine = owner?.token === me.token;
    const taken = { claimed: false, owner: owner ?? { ...me, token: '', startedAt: now, beatAt: now } } as const;
    if (database.holds ? owner !== undefined && !mine : !database.hold(dying)) return taken;
    if (!mine && beatsElsewhere(owner, me.host, now)) {
      database.letGo();
      return taken;
    }
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
export const releaseOwner = (database: Database, token: string): void =>
  database.transaction(() => {
    if (database.run('DELETE FROM owner WHERE token = ?', token) === 1) database.letGo();
  });

/** The fence, inside the transaction of the write that it guards. @throws OwnershipLost */
export function mustOwn(database: Database, token: string): void {
  if (currentOwner(database)?.token !== token)
    throw new OwnershipLost(`${database.file} was taken over by another process`);
}

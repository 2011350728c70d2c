/** The directory that holds a local platform, and the one process that owns it. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { type ControlPlaneStore, openControlPlane } from '../../adapters/simulated/control-plane-store.ts';
import { type Database, openDatabase } from '../../adapters/simulated/database.ts';
import { type History, openHistory } from '../../adapters/simulated/history.ts';
import type { PlatformMemory } from '../../adapters/simulated/memory-control-plane.ts';
import { beat, claimOwner, ownerAlive, releaseOwner } from '../../adapters/simulated/owner.ts';

export const defaultDirectory = '.squall';
export const platformFile = (directory: string): string => join(directory, 'platform.sqlite');

/** Another process that lives owns the directory. */
export class PlatformBusy extends Error {
  override readonly name = 'PlatformBusy';
}

export interface OpenPlatform {
  readonly database: Database;
  readonly store: ControlPlaneStore;
  close(): void;
}

/** What an account and its driver need of whatever holds them. */
export interface Platform {
  readonly store: PlatformMemory;
  history(timeline: string): History;
  /** Whether a world is kept as it goes on, to be taken up by another process. */
  readonly keepsWorlds: boolean;
  /** What fences this process's writes. */
  readonly token: string;
  /** @throws OwnershipLost when another process has taken over. */
  beat(): void;
}

export interface OwnedPlatform extends OpenPlatform, Platform {
  readonly store: ControlPlaneStore;
}

/** To read, and to leave requests. Undefined when nothing was ever run there. */
export function openPlatform(directory: string): OpenPlatform | undefined {
  if (!existsSync(platformFile(directory))) return undefined;
  const database = openDatabase(platformFile(directory));
  return { database, store: openControlPlane(database), close: () => database.close() };
}

/** @throws PlatformBusy naming the owner. */
export function ownPlatform(directory: string): OwnedPlatform {
  const database = openDatabase(platformFile(directory));
  const token = randomUUID();
  const claim = claimOwner(database, { token, host: hostname(), pid: process.pid }, Date.now());
  if (!claim.claimed) {
    database.close();
    const { pid, host } = claim.owner;
    throw new PlatformBusy(
      `${directory} is in use by process ${pid} on ${host}: wait for its run, stop it with \`squall stop\`, or give another --directory`,
    );
  }
  return {
    database,
    store: openControlPlane(database),
    history: (timeline) => openHistory(database, timeline),
    keepsWorlds: true,
    token,
    beat: () => beat(database, token, Date.now()),
    close: () => {
      releaseOwner(database, token);
      database.close();
    },
  };
}

export const isOwned = ({ database }: OpenPlatform): boolean => ownerAlive(database, hostname(), Date.now());

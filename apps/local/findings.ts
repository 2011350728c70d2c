/** A world scanned, and what scans of worlds found, in a directory: for all of its timelines, since a scan begins none. */
import { openDatabase } from '../../adapters/simulated/database.ts';
import { simulatedInventory } from '../../adapters/simulated/inventory.ts';
import { memoryControlPlane } from '../../adapters/simulated/memory-control-plane.ts';
import { sqliteFindings } from '../../adapters/simulated/sqlite-findings.ts';
import { conductScan, type Scanned } from '../../core/conformity/conduct.ts';
import type { FindingRecord } from '../../core/conformity/history.ts';
import type { Conformity } from '../../core/conformity/settings.ts';
import type { OwnerNotice } from '../../core/ports/owner-notices.ts';
import type { World } from '../../core/world/schema.ts';
import { cloudOf } from './account.ts';
import { openPlatform, platformFile } from './directory.ts';

/** What is looked at does not depend on any choice. */
const seed = 1;
/** Nor on single requests. */
const traffic = 'closed-form';

export interface LocalScan {
  readonly world: World;
  readonly settings: Conformity;
  readonly directory: string;
  /** Of the wall clock: what is remembered is of whoever scans, and not of the world's own day. */
  readonly now: number;
  readonly tell: (notice: OwnerNotice) => void;
}

/** The world as a run would find it at its start. */
export async function scanLocally({ world, settings, directory, now, tell }: LocalScan): Promise<Scanned> {
  const cloud = cloudOf({ id: 'scan', world, seed, traffic, createdAt: 0 }, memoryControlPlane());
  const database = openDatabase(platformFile(directory));
  try {
    const findings = sqliteFindings(database);
    const owners = { tell: async (notice: OwnerNotice) => tell(notice) };
    return await conductScan(
      { clock: { now: () => now }, inventory: simulatedInventory(cloud), findings, owners },
      settings,
    );
  } finally {
    database.close();
  }
}

/** Reading never makes a directory: one in which nothing was ever scanned knows nothing. */
export async function findingsKnown(directory: string): Promise<readonly FindingRecord[]> {
  const platform = openPlatform(directory);
  try {
    return platform ? await sqliteFindings(platform.database).all() : [];
  } finally {
    platform?.close();
  }
}

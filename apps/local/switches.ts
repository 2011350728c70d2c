/** The kill switches of a platform directory, whoever drives it. They hold for every timeline in it. */
import { existsSync } from 'node:fs';
import { archivedRuns } from '../../adapters/simulated/archive.ts';
import { openControlPlane } from '../../adapters/simulated/control-plane-store.ts';
import { openDatabase } from '../../adapters/simulated/database.ts';
import { raiseIn, sqliteSwitches } from '../../adapters/simulated/sqlite-switches.ts';
import { covers, scopeReason } from '../../core/history/scope.ts';
import type { Switch, Switches } from '../../core/ports/switches.ts';
import { platformFile } from './directory.ts';

export interface LocalSwitches extends Pick<Switches, 'raised' | 'lower' | 'audit'> {
  close(): void;
}

const none: LocalSwitches = { raised: async () => [], lower: async () => false, audit: async () => [], close() {} };

/** A directory in which nothing was ever run or stopped has none, and is not made. @throws PlatformFileUnusable */
export function openSwitches(directory: string): LocalSwitches {
  if (!existsSync(platformFile(directory))) return none;
  const database = openDatabase(platformFile(directory));
  const { raised, lower, audit } = sqliteSwitches(database);
  return { raised, lower, audit, close: database.close };
}

/**
 * Raises the switch and leaves a request for every unfinished run that it covers, in one
 * transaction: a run is either written down before it, and is asked to stop, or its Arm
 * finds the switch raised. Whoever drives the runs takes the requests up within one second
 * of their clock; with nobody there `reapLocally` does. A directory is made if need be: what
 * is begun there next is held back.
 * @returns ids of the runs, newest first
 */
export function stopScopeLocally(directory: string, raised: Switch): readonly string[] {
  const database = openDatabase(platformFile(directory));
  try {
    return database.transaction(() => {
      raiseIn(database, raised);
      const runs = archivedRuns(database, { unfinished: true }).filter(({ record }) => covers(raised.scope, record));
      const { putRequest } = openControlPlane(database);
      const { by, at } = raised;
      for (const { record } of runs)
        putRequest({ runId: record.runId, kind: 'stop', by, reason: scopeReason(raised), at });
      return runs.map(({ record }) => record.runId);
    });
  } finally {
    database.close();
  }
}

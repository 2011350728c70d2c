/** Takes over what dead owners left: restores their worlds as they stood, recovers, and concludes. */
import { archivedRuns, halfConcludedRuns } from '../../adapters/simulated/archive.ts';
import type { Database } from '../../adapters/simulated/database.ts';
import type { JournalEntry } from '../../core/history/journal.ts';
import type { RunHistory } from '../../core/history/run-history.ts';
import { ensureRecovery } from '../../core/lifecycle/ensure-recovery.ts';
import { openAccount } from './account.ts';
import { type OwnedPlatform, openPlatform, ownPlatform } from './directory.ts';
import { drive, stopRun } from './drive.ts';
import { historyOf } from './history-of.ts';
import type { Speed } from './pace.ts';

export interface ReapOptions {
  readonly directory: string;
  readonly onEntry?: (entry: JournalEntry) => void;
  /** Default: as fast as the machine can. */
  readonly speed?: Speed;
}

const abandoned = (database: Database) => [
  ...archivedRuns(database, { unfinished: true }),
  ...halfConcludedRuns(database),
];

/**
 * Every unfinished run, brought to its terminal record, and every untold one told of, by the
 * sweeper of its timeline. None of either: an empty list, and nothing written.
 * @throws PlatformBusy when the owner lives: its runs are its own to finish.
 */
export async function reapLocally(options: ReapOptions): Promise<readonly RunHistory[]> {
  const looking = openPlatform(options.directory);
  if (!looking) return [];
  const nothing = abandoned(looking.database).length === 0;
  looking.close();
  if (nothing) return [];

  const platform = ownPlatform(options.directory);
  try {
    const left = abandoned(platform.database);
    const histories: RunHistory[] = [];
    for (const id of new Set(left.map(({ timeline }) => timeline).reverse())) {
      const runIds = left.filter(({ timeline }) => timeline === id).map(({ record }) => record.runId);
      histories.push(...(await reapTimeline(platform, id, runIds.reverse(), options)));
    }
    return histories;
  } finally {
    platform.close();
  }
}

async function reapTimeline(
  platform: OwnedPlatform,
  id: string,
  runIds: readonly string[],
  { onEntry, speed = 'max' }: ReapOptions,
): Promise<readonly RunHistory[]> {
  const timeline = platform.store.timeline(id);
  if (!timeline) throw new Error(`${platform.database.file} has runs of a timeline ${id} that it does not know`);
  const account = openAccount(platform, timeline, { onEntry });
  const { clock, ports } = account;
  // A stop that a person asked for and the owner did not live to take up is still the first cause.
  for (const request of platform.store.takeRequests(runIds, Date.now()))
    if (request.kind === 'stop') await stopRun(account, request);
  const detail = 'the process that ran it died';
  for (const runId of runIds)
    await clock.during(() => ensureRecovery(runId, { kind: 'crashed', detail, at: clock.now() }, ports));
  // The sweeper tells of those that are over; a reaper has nothing to do there any more.
  for (const runId of runIds) if ((await ports.runs.load(runId))?.terminal) await ports.deadline.disarm(runId);
  await drive({ platform, account, runIds, speed });
  const histories = [];
  for (const runId of runIds) histories.push((await historyOf(runId, ports))!);
  return histories;
}

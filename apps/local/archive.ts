/** What a platform directory holds, read by any process while its owner goes on. */
import { archivedRuns, leftoverTimelines, timelineOfRun } from '../../adapters/simulated/archive.ts';
import { runTag } from '../../adapters/simulated/faults.ts';
import { openHistory } from '../../adapters/simulated/history.ts';
import type { Leftover } from '../../core/history/leftover.ts';
import type { RunHistory } from '../../core/history/run-history.ts';
import type { RunRecord } from '../../core/history/run-record.ts';
import { isActive } from '../../core/ports/faults.ts';
import type { RunFilter } from '../../core/ports/runs.ts';
import type { ExperimentState } from '../../simulator/cloud.ts';
import { isOwned, openPlatform } from './directory.ts';
import { historyOf } from './history-of.ts';

export interface Archive {
  /** Newest first. */
  list(filter?: Omit<RunFilter, 'stopAlarm'>): readonly RunRecord[];
  history(runId: string): Promise<RunHistory | undefined>;
  /** What is left behind and nobody has resolved, in any of its worlds, oldest first. */
  leftovers(): Promise<readonly Leftover[]>;
  /** The world that the run is of. */
  timelineOf(runId: string): string | undefined;
  /** Faults of the run that are active in the world as it was last kept. */
  activeFaults(runId: string): Promise<readonly ExperimentState[]>;
  /** Whether a living process owns the directory. */
  isOwned(): boolean;
  close(): void;
}

const nothing: Archive = {
  list: () => [],
  history: async () => undefined,
  leftovers: async () => [],
  timelineOf: () => undefined,
  activeFaults: async () => [],
  isOwned: () => false,
  close: () => {},
};

/** A directory in which nothing was ever run is an empty archive, and is not made. @throws PlatformFileUnusable */
export function openArchive(directory: string): Archive {
  const platform = openPlatform(directory);
  if (!platform) return nothing;
  const { database, store } = platform;
  return {
    list: (filter = {}) => archivedRuns(database, filter).map(({ record }) => record),
    async history(runId) {
      const timeline = timelineOfRun(database, runId);
      return timeline === undefined ? undefined : historyOf(runId, openHistory(database, timeline));
    },
    async leftovers() {
      const timelines = leftoverTimelines(database);
      return (await Promise.all(timelines.map((id) => openHistory(database, id).leftovers.open()))).flat();
    },
    timelineOf: (runId) => timelineOfRun(database, runId),
    async activeFaults(runId) {
      const timeline = store.timeline(timelineOfRun(database, runId) ?? '');
      if (!timeline) return [];
      // The simulator, which no other question needs.
      const { cloudOf } = await import('./account.ts');
      return cloudOf(timeline, store)
        .experiments()
        .filter(({ tags, status }) => tags[runTag] === runId && isActive(status));
    },
    isOwned: () => isOwned(platform),
    close: platform.close,
  };
}

export type StopAnswer =
  /** The owner takes it up within one second of its clock. */
  | 'asked'
  /** Nobody drives the run: `reapLocally` takes the request up. */
  | 'unowned'
  | 'concluded'
  | 'unknown';

/** Leaves a request to abort the run, for its owner or for whoever takes over. */
export function requestStop(directory: string, runId: string, by: string, reason: string): StopAnswer {
  const platform = openPlatform(directory);
  if (!platform) return 'unknown';
  try {
    const run = archivedRuns(platform.database, {}).find(({ record }) => record.runId === runId);
    if (!run) return 'unknown';
    if (run.record.terminal) return 'concluded';
    platform.store.putRequest({ runId, kind: 'stop', by, reason, at: Date.now() });
    return isOwned(platform) ? 'asked' : 'unowned';
  } finally {
    platform.close();
  }
}

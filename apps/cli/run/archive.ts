/** Opens the archive of a directory for one command, and closes it behind. */
import type { RunHistory } from '../../../core/history/run-history.ts';
import { type Archive, openArchive } from '../../local/platform.ts';
import { chooseRun } from './selection.ts';

/** Reading never makes a directory: one in which nothing was ever run is an empty archive. */
export async function withArchive<T>(directory: string, use: (archive: Archive) => Promise<T>): Promise<T> {
  const archive = openArchive(directory);
  try {
    return await use(archive);
  } finally {
    archive.close();
  }
}

/** The run of the same experiment before this one, with which a report compares it. Refused runs showed nothing. */
export async function previousRun(archive: Archive, { record }: RunHistory): Promise<RunHistory | undefined> {
  const runs = archive.list({ experiment: record.experiment });
  const older = runs.slice(runs.findIndex(({ runId }) => runId === record.runId) + 1);
  const previous = older.find(({ terminal }) => terminal !== undefined && terminal.end !== 'refused');
  return previous && archive.history(previous.runId);
}

/** The id of the run that is meant. @throws Failure */
export const runIdOf = (archive: Archive, given: string, directory: string): string =>
  chooseRun(
    archive.list().map(({ runId }) => runId),
    given,
    directory,
  );

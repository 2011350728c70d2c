/** Opens the archive of a directory for one command, and closes it behind. */
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

/** The id of the run that is meant. @throws Failure */
export const runIdOf = (archive: Archive, given: string, directory: string): string =>
  chooseRun(
    archive.list().map(({ runId }) => runId),
    given,
    directory,
  );

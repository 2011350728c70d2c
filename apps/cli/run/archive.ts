/** Opens the archive of a directory for one command, and closes it behind. */
import { existsSync } from 'node:fs';
import { type Archive, openArchive } from '../../local/platform.ts';
import { Failure } from '../failure.ts';
import { chooseRun } from './selection.ts';

/** Reading never makes a directory. @throws Failure when nothing was ever run there. */
export async function withArchive<T>(directory: string, use: (archive: Archive) => Promise<T>): Promise<T> {
  if (!existsSync(directory)) throw new Failure(`there are no runs in ${directory}: \`squall run\` makes the first`);
  const archive = openArchive(directory);
  try {
    return await use(archive);
  } finally {
    archive.close();
  }
}

/** The id of the run that is meant. @throws Failure */
export async function runIdOf(archive: Archive, given: string, directory: string): Promise<string> {
  const records = await archive.list({});
  return chooseRun(
    records.map(({ runId }) => runId),
    given,
    directory,
  );
}

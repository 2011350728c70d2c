/** Runs, newest first. */
import type { Io } from '../io.ts';
import { withArchive } from '../run/archive.ts';
import { type Format, printed } from '../screen/output.ts';
import { runTable } from '../screen/run-table.ts';
import { plainAll } from '../text/plain.ts';

export interface RunListOptions {
  readonly output: Format;
  readonly experiment?: string;
  readonly verdict?: 'held' | 'refuted' | 'inconclusive';
  readonly unfinished?: true;
  readonly limit?: number;
  readonly directory: string;
}

export async function listRuns(io: Io, options: RunListOptions): Promise<void> {
  const { experiment, verdict, unfinished, limit, directory, output } = options;
  const records = await withArchive(directory, async (archive) => {
    const found = archive.list({ ...(experiment && { experiment }), ...(unfinished && { unfinished }) });
    // A refused run has a verdict only as a matter of form: it showed nothing.
    const showed = found.filter(
      ({ terminal }) => !verdict || (terminal?.end !== 'refused' && terminal?.verdict === verdict),
    );
    return showed.slice(0, limit);
  });
  if (await printed(io, output, records)) return;
  if (records.length === 0)
    io.out(`No runs in ${directory}${experiment || verdict || unfinished ? ' are like that' : ''}.`);
  else for (const line of runTable(plainAll(records), io.colours)) io.out(line);
}

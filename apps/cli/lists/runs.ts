/** Runs, newest first. */
import type { Io } from '../io.ts';
import { type PlatformOptions, withPlatform } from '../platforms/open.ts';
import { type Format, printed } from '../screen/output.ts';
import { runTable } from '../screen/run-table.ts';
import { count } from '../text/numbers.ts';
import { plainAll } from '../text/plain.ts';

export interface RunListOptions extends PlatformOptions {
  readonly output: Format;
  readonly experiment?: string;
  readonly verdict?: 'held' | 'refuted' | 'inconclusive';
  readonly unfinished?: true;
  readonly leftovers?: true;
  readonly limit?: number;
}

export async function listRuns(io: Io, options: RunListOptions): Promise<void> {
  const { experiment, verdict, unfinished, leftovers, output } = options;
  await withPlatform(io, options, async (platform) => {
    const limit = options.limit ?? platform.listed;
    const left = new Set((await platform.leftovers()).map(({ runId }) => runId));
    const found = await platform.list({
      ...(experiment && { experiment }),
      ...(unfinished && { unfinished }),
      // One more than is shown tells whether that is all. What was shown by a run is not asked for, but looked at.
      ...(limit !== undefined && !verdict && !leftovers && { limit: limit + 1 }),
    });
    // A refused run has a verdict only as a matter of form: it showed nothing.
    const showed = found.filter(
      ({ runId, terminal }) =>
        (!verdict || (terminal?.end !== 'refused' && terminal?.verdict === verdict)) && (!leftovers || left.has(runId)),
    );
    const records = showed.slice(0, limit);
    if (options.limit === undefined && showed.length > records.length)
      io.err(`The newest ${records.length} are listed: --limit <n> lists more.`);
    if (await printed(io, output, records)) return;
    if (records.length === 0)
      io.out(`No runs in ${platform.name}${experiment || verdict || unfinished || leftovers ? ' are like that' : ''}.`);
    else for (const line of runTable(plainAll(records), io.colours, left)) io.out(line);
    if (left.size > 0)
      io.err(
        `${count(left.size, 'run')} left something behind: squall reap${platform.flags} lists it, with what to do.`,
      );
  });
}

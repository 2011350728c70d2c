/** `squall show`: one run, whole. */
import { canonical } from '../../report/canonical.ts';
import { exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { runIdOf, withArchive } from '../run/archive.ts';
import { type Format, printed } from '../screen/output.ts';
import { runPage } from '../screen/run-page.ts';
import { plainAll } from '../text/plain.ts';

export interface ShowOptions {
  readonly output: Format;
  readonly canonical?: true;
  readonly directory: string;
}

export async function execute(io: Io, [given = 'last']: readonly string[], options: ShowOptions): Promise<number> {
  return withArchive(options.directory, async (archive) => {
    const runId = runIdOf(archive, given, options.directory);
    const history = (await archive.history(runId))!;
    if (options.canonical) {
      const text = canonical(history);
      io.write(text.endsWith('\n') ? text : `${text}\n`);
    } else if (!(await printed(io, options.output, history))) {
      const active = history.record.terminal ? [] : archive.activeFaults(runId);
      const page = { history: plainAll(history), active: active.length, columns: io.width() };
      for (const line of runPage(page, io.colours)) io.out(line);
    }
    return exitCodes.held;
  });
}

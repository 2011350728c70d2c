/** `squall show`: one run, whole. */
import { canonical } from '../../report/canonical.ts';
import { exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { type PlatformOptions, withPlatform } from '../platforms/open.ts';
import { chosenRun, drillsBefore } from '../run/selection.ts';
import { drillTrend } from '../screen/drill-trend.ts';
import { type Format, printed } from '../screen/output.ts';
import { runPage } from '../screen/run-page.ts';
import { plainAll } from '../text/plain.ts';

export interface ShowOptions extends PlatformOptions {
  readonly output: Format;
  readonly canonical?: true;
}

export async function execute(io: Io, [given = 'last']: readonly string[], options: ShowOptions): Promise<number> {
  return withPlatform(io, options, async (platform) => {
    const history = await chosenRun(platform, given);
    if (options.canonical) {
      const text = canonical(history);
      io.write(text.endsWith('\n') ? text : `${text}\n`);
    } else if (!(await printed(io, options.output, history))) {
      const active = history.record.terminal ? 0 : await platform.activeFaults(history);
      const page = { history: plainAll(history), active, flags: platform.flags, columns: io.width() };
      for (const line of runPage(page, io.colours)) io.out(line);
      const before = plainAll(await drillsBefore(platform, history));
      for (const line of drillTrend(page.history.record, before, platform.flags, io.colours, page.columns))
        io.out(line);
    }
    return exitCodes.held;
  });
}

/** `squall report`: the report of a run, written again or printed. */
import type { RunHistory } from '../../../core/history/run-history.ts';
import type { Earlier } from '../../report/index.ts';
import { exitCodes } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { type PlatformOptions, withPlatform } from '../platforms/open.ts';
import { allFormats, type ReportFormat, reportDirectory } from '../run/reports.ts';
import { chosenRun, earlierRuns } from '../run/selection.ts';

export interface ReportOptions extends PlatformOptions {
  readonly format?: readonly ReportFormat[];
  readonly out?: string;
}

/** One format and no directory goes to stdout, and so does `--out -`; everything else to files, whose paths are printed. */
export async function execute(io: Io, [given = 'last']: readonly string[], options: ReportOptions): Promise<number> {
  const formats = options.format ?? allFormats;
  return withPlatform(io, options, async (platform) => {
    const history = await chosenRun(platform, given);
    const earlier = await earlierRuns(platform, history);
    const single = formats.length === 1 ? formats[0] : undefined;
    if (options.out === '-' || (options.out === undefined && single)) {
      if (!single) throw new Failure('--out - prints one format: choose it with --format');
      io.write(await rendered(history, single, earlier));
      return exitCodes.held;
    }
    const { writeReport } = await import('../../report/index.ts');
    const target = options.out ?? reportDirectory(options.directory, history.record.runId);
    for (const path of await writeReport(history, target, [...formats], earlier)) io.out(path);
    return exitCodes.held;
  });
}

async function rendered(history: RunHistory, format: ReportFormat, earlier: Earlier): Promise<string> {
  const { html, markdown, json, junit } = await import('../../report/index.ts');
  const text = { html, markdown, json, junit }[format](history, earlier);
  return text.endsWith('\n') ? text : `${text}\n`;
}

/** `squall trend`: a drill over its runs. */
import { trendOf } from '../../../core/drill/trend.ts';
import { exitCodes } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { type PlatformOptions, withPlatform } from '../platforms/open.ts';
import { type Format, printed } from '../screen/output.ts';
import { trendPage, trendResultOf } from '../screen/trend-page.ts';
import { plainAll } from '../text/plain.ts';

export interface TrendOptions extends PlatformOptions {
  readonly output: Format;
  readonly limit?: number;
}

/** Most runs that are asked for where none is said: years of a weekly drill. */
const most = 200;

/** From the runs' terminal records alone: no journal is read. */
export async function execute(io: Io, [name = '']: readonly string[], options: TrendOptions): Promise<number> {
  return withPlatform(io, options, async (platform) => {
    const records = await platform.list({ experiment: name, limit: options.limit ?? most });
    const trend = trendOf(records);
    if (trend.runs.length === 0)
      throw new Failure(
        records.length === 0
          ? `there are no runs of ${name} in ${platform.name}: squall ls drills${platform.flags} lists the drills that there are`
          : `none of the ${records.length} runs of ${name} in ${platform.name} measured anything: it is no drill, or changed nothing`,
      );
    if (await printed(io, options.output, trendResultOf(name, trend))) return exitCodes.held;
    for (const line of plainAll(trendPage(name, trend, io.colours, io.width()))) io.out(line);
    return exitCodes.held;
  });
}

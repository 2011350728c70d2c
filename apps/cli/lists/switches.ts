/** `squall ls switches`: kill switches that are raised, and who raised and lowered them. */
import { scopeFlag, scopeWords } from '../../../core/history/scope.ts';
import type { Switch, SwitchChange } from '../../../core/ports/switches.ts';
import type { Io } from '../io.ts';
import { type PlatformOptions, withPlatform } from '../platforms/open.ts';
import { type Format, printed } from '../screen/output.ts';
import { plainAll } from '../text/plain.ts';
import { table } from '../text/table.ts';
import { dateTime } from '../text/times.ts';

export interface SwitchListOptions extends PlatformOptions {
  readonly output: Format;
  /** Of changes; all when missing. */
  readonly limit?: number;
}

const columns = (...titles: readonly string[]) => titles.map((title) => ({ title }));

export async function listSwitches(io: Io, options: SwitchListOptions): Promise<void> {
  await withPlatform(io, options, async (platform) => {
    const [raised, whole] = [await platform.raised(), await platform.audit()];
    const changes = whole.slice(0, options.limit);
    if (await printed(io, options.output, { raised, changes })) return;
    if (raised.length === 0) io.out(`No kill switch is raised in ${platform.name}.`);
    else {
      const rows = plainAll(raised).map(({ scope, at, by, reason }: Switch) => [
        scopeWords(scope),
        dateTime(at),
        by,
        reason,
        `squall resume ${scopeFlag(scope)}${platform.flags}`,
      ]);
      for (const line of table(columns('held back', 'since', 'by', 'reason', 'lowered with'), rows, io.colours.dim))
        io.out(line);
    }
    if (changes.length === 0) return;
    const { red, green, dim } = io.colours;
    const rows = plainAll(changes).map(({ at, action, scope, by, proof, reason }: SwitchChange) => [
      dateTime(at),
      (action === 'raised' ? red : green)(action),
      scopeWords(scope),
      `${by}${proof === 'sts' ? ' (STS)' : ''}`,
      reason,
    ]);
    io.out('');
    for (const line of table(columns('when', 'what', 'for', 'by', 'reason'), rows, dim)) io.out(line);
  });
}

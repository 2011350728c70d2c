/** `squall doctor` without a trip: what can be read of all that a run depends on. Changes nothing. */
import { exitCodes } from '../cli/exit-code.ts';
import type { Io } from '../cli/io.ts';
import { type PlatformOptions, withPlatform } from '../cli/platforms/open.ts';
import { type Format, printed } from '../cli/screen/output.ts';
import { count } from '../cli/text/numbers.ts';
import { plainAll } from '../cli/text/plain.ts';
import { padEnd, wrap } from '../cli/text/width.ts';
import type { Checked } from './checked.ts';
import { checkRuns } from './runs.ts';

export interface CheckupOptions extends PlatformOptions {
  readonly output: Format;
  readonly in?: string;
}

export async function checkup(io: Io, options: CheckupOptions): Promise<number> {
  const found = plainAll([...(await first(options)), ...(await withPlatform(io, options, checkRuns))]);
  const ill = found.filter(({ state }) => state === 'ill').length;
  if (!(await printed(io, options.output, found))) {
    for (const line of lines(found, io)) io.out(line);
    io.out('');
    io.out(ill === 0 ? io.colours.green('Nothing is wrong.') : io.colours.red(`${count(ill, 'thing')} to put right.`));
  }
  return ill === 0 ? exitCodes.held : exitCodes.refused;
}

/** What only one of the platforms has. */
async function first(options: CheckupOptions): Promise<readonly Checked[]> {
  if (!options.aws) return (await import('./files.ts')).checkFiles(options.in ?? '.');
  const { findPlatform } = await import('../aws/platform.ts');
  return (await import('./deployed.ts')).checkDeployed(await findPlatform(options));
}

function lines(found: readonly Checked[], { colours, width }: Pick<Io, 'colours' | 'width'>): readonly string[] {
  const widest = Math.max(...found.map(({ check }) => check.length));
  const marks = { well: colours.green('✔'), odd: colours.yellow('!'), ill: colours.red('✖') };
  return found.flatMap(({ check, state, says }) =>
    wrap(says, Math.max(40, width() - widest - 4)).map((line, i) =>
      i === 0 ? `${marks[state]} ${padEnd(check, widest)}  ${line}` : `  ${padEnd('', widest)}  ${line}`,
    ),
  );
}

/** `squall monkey`: its days before, and its kills after. Changes nothing. */
import type { Io } from '../io.ts';
import type { PlatformOptions } from '../platforms/open.ts';
import type { Format } from '../screen/output.ts';

export interface MonkeyOptions extends PlatformOptions {
  readonly date?: string;
  readonly seed?: number;
  readonly now?: string;
  readonly monkey?: string;
  readonly output: Format;
}

export async function execute(
  io: Io,
  [what, subject = '']: readonly string[],
  options: MonkeyOptions,
): Promise<number> {
  return what === 'plan'
    ? (await import('../monkey/plan.ts')).planOf(io, subject, options)
    : (await import('../monkey/explain.ts')).explainRun(io, subject, options);
}

/** `squall monkey`: its days before, a kill on a simulated fleet, weeks of them, and why each kill was. */
import type { Io } from '../io.ts';
import type { PlatformOptions } from '../platforms/open.ts';
import type { Format } from '../screen/output.ts';

export interface MonkeyOptions extends PlatformOptions {
  readonly date?: string;
  readonly seed?: number;
  readonly now?: string;
  readonly monkey?: string;
  readonly group?: string;
  readonly days?: number;
  readonly report?: string;
  readonly output: Format;
}

export async function execute(
  io: Io,
  [what, subject = '']: readonly string[],
  options: MonkeyOptions,
): Promise<number> {
  switch (what) {
    case 'plan':
      return (await import('../monkey/plan.ts')).planOf(io, subject, options);
    case 'run':
      return (await import('../monkey/run.ts')).runKill(io, subject, options);
    case 'rehearse':
      return (await import('../monkey/rehearse.ts')).rehearseMonkey(io, subject, options);
    default:
      return (await import('../monkey/explain.ts')).explainRun(io, subject, options);
  }
}

/** `squall promote`: records of stages, out of one platform and into the next. */
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import type { PlatformOptions } from '../platforms/open.ts';
import type { Format } from '../screen/output.ts';

export interface PromoteOptions extends PlatformOptions {
  readonly key?: string;
  readonly out?: string;
  readonly trust?: string;
  readonly for?: string;
  readonly output: Format;
}

/** What each takes, and the others do not. */
const own = { export: ['key', 'out'], import: ['trust', 'for'], ls: [] } as const;

/** 0 once it is done; 3 for a record that is not imported; 2 for a run that has nothing to export. */
export async function execute(io: Io, args: readonly string[], options: PromoteOptions): Promise<number> {
  const [what, subject] = args as readonly [keyof typeof own, string | undefined];
  const taken: readonly string[] = own[what];
  const stray = (['key', 'out', 'trust', 'for'] as const).find((flag) => options[flag] && !taken.includes(flag));
  if (stray) throw new Failure(`--${stray} says nothing of promote ${what}: leave it out`);
  if (what === 'export') return (await import('../promote/export.ts')).exportRun(io, subject ?? 'last', options);
  if (what === 'import') {
    if (subject === undefined) throw new Failure('squall promote import takes the file of a record');
    return (await import('../promote/import.ts')).importRecord(io, subject, options);
  }
  if (subject !== undefined) throw new Failure(`squall promote ls lists all that is known: leave ${subject} out`);
  return (await import('../promote/list.ts')).listPromotions(io, options);
}

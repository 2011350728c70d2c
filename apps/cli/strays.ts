/** Flags that make no sense where a command runs. Pure. */
import type { Flag } from './verbs/verb.ts';

/** `--seed <n>` → `--seed` */
export const longOf = ({ flags }: Pick<Flag, 'flags'>): string => /--[a-z-]+/.exec(flags)![0];

/**
 * @param given the flags that were typed, by their long names
 * @returns one sentence, or undefined when all of them say something
 */
export function strayFlag(flags: readonly Flag[], given: ReadonlySet<string>): string | undefined {
  const aws = given.has('--aws');
  const stray = flags.find((flag) => flag.only === (aws ? 'local' : 'aws') && given.has(longOf(flag)));
  if (!stray) return undefined;
  return aws
    ? `${longOf(stray)} is of the platform on this machine, and --aws asks for the one in AWS: leave one of them out`
    : `${longOf(stray)} is of a platform in AWS: add --aws, or leave it out`;
}

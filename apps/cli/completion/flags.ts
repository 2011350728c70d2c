/** Flags as completion scripts need them. */
import { longOf } from '../strays.ts';
import type { Flag, Verb } from '../verbs/verb.ts';

export interface CompletedFlag {
  /** `--seed` */
  readonly long: string;
  /** `-o` */
  readonly short?: string;
  readonly takesValue: boolean;
  readonly choices: readonly string[];
  readonly text: string;
}

export function completedFlag({ flags, choices = [], text }: Flag): CompletedFlag {
  const long = longOf({ flags });
  const short = /^-[a-zA-Z]\b/.exec(flags)?.[0];
  return { long, ...(short && { short }), takesValue: flags.includes('<'), choices, text };
}

export const flagsOf = (verb: Verb): readonly CompletedFlag[] => verb.flags.map(completedFlag);

/** What the arguments of a verb may be, when that is a fixed list. */
export const argumentChoices = (verb: Verb): readonly string[] => verb.args.flatMap(({ choices }) => choices ?? []);

/** Whether the arguments of a verb are files. */
export const takesFiles = (verb: Verb): boolean => verb.args.some(({ name }) => name.includes('file'));

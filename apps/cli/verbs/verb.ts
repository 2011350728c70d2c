/** What a verb of the command line declares: its arguments, its flags, and the command that it loads. */
import type { Io } from '../io.ts';

export interface Flag {
  /** As commander reads it: `--seed <n>`. */
  readonly flags: string;
  readonly text: string;
  readonly choices?: readonly string[];
  readonly default?: string;
  /** Given many times, it collects. */
  readonly many?: true;
  /** What an optional value, `--predict [n]`, is when it is left out. */
  readonly preset?: string;
  readonly parse?: 'whole' | 'speed' | 'rehearsals';
  /** Says something only of runs on this machine, or only of those in AWS. */
  readonly only?: 'local' | 'aws';
}

export interface Verb {
  readonly name: string;
  readonly summary: string;
  /** As commander reads them: `<file>`, `<files...>`, `[run]`. */
  readonly args: readonly { readonly name: string; readonly text: string; readonly choices?: readonly string[] }[];
  readonly flags: readonly Flag[];
  /** Shown below the help of the verb. */
  readonly examples: readonly string[];
  // biome-ignore lint/suspicious/noExplicitAny: each command types the options that its own flags give
  readonly load: () => Promise<{ execute(io: Io, args: readonly string[], options: any): Promise<number> }>;
}

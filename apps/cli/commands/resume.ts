/** `squall resume`: lowers a kill switch, so that runs may begin there again. */
import { scopeFlag, scopeWords } from '../../../core/history/scope.ts';
import { exitCodes } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { type PlatformOptions, withPlatform } from '../platforms/open.ts';
import { chosenScope, givenReason, type ScopeOptions } from '../run/scope.ts';
import { plain } from '../text/plain.ts';

export interface ResumeOptions extends PlatformOptions, ScopeOptions {
  readonly reason?: string;
}

/** 0 also for one that was not raised. Runs that were stopped stay stopped. */
export async function execute(io: Io, _args: readonly string[], options: ResumeOptions): Promise<number> {
  const scope = chosenScope(options);
  if (scope === undefined)
    throw new Failure(
      'whose runs may begin again? Say --owner <name>, --service <name> or --all, as they were stopped',
    );
  const reason = givenReason(options.reason);
  return withPlatform(io, options, async (platform) => {
    const { lowered, by } = await platform.resume(scope, reason);
    const words = scopeWords(scope);
    io.out(
      plain(
        lowered
          ? `${by} has lowered the kill switch for ${words} in ${platform.name}: runs may begin there again.`
          : `No kill switch was raised for ${words} in ${platform.name}.`,
      ),
    );
    for (const still of await platform.raised())
      io.out(
        plain(
          `Raised still, for ${scopeWords(still.scope)}, by ${still.by}: ${still.reason} (squall resume ${scopeFlag(still.scope)}${platform.flags} --reason <text>)`,
        ),
      );
    return exitCodes.held;
  });
}

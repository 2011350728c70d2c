/** `squall stop`: aborts a run, or all of a scope, and rolls back, whether its owner lives or not. */
import { setTimeout as pause } from 'node:timers/promises';
import type { RunHistory } from '../../../core/history/run-history.ts';
import { exitCodes } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { type PlatformOptions, withPlatform } from '../platforms/open.ts';
import type { Platform } from '../platforms/platform.ts';
import { chosenScope, givenReason, type ScopeOptions } from '../run/scope.ts';
import { chosenRun } from '../run/selection.ts';
import { stopScope, told } from '../run/stop-scope.ts';

export interface StopOptions extends PlatformOptions, ScopeOptions {
  readonly reason?: string;
  readonly yes?: true;
  /** `--no-wait` */
  readonly wait: boolean;
}

/** 0 once all is at rest; 7 when a recovery could not be confirmed. A run that is at rest already is left alone. */
export async function execute(io: Io, [given]: readonly string[], options: StopOptions): Promise<number> {
  const scope = chosenScope(options);
  if (scope !== undefined && given !== undefined)
    throw new Failure(`stop either the run ${given}, or all of a scope: leave one of them out`);
  if (scope === undefined && options.yes)
    throw new Failure('--yes says nothing of one run, which is stopped without asking: leave it out');
  if (scope === undefined) return withPlatform(io, options, (platform) => stopRun(io, platform, given, options));
  const reason = givenReason(options.reason);
  return withPlatform(io, options, (platform) => stopScope(io, platform, scope, { ...options, reason }));
}

async function stopRun(io: Io, platform: Platform, given = 'last', options: StopOptions): Promise<number> {
  const chosen = await chosenRun(platform, given);
  const { runId } = chosen.record;
  const answer = await platform.requestStop(runId, options.reason ?? 'asked for with squall stop');
  if (answer === 'unknown') throw new Failure(`no run ${runId} in ${platform.name}`);
  if (answer === 'concluded') return told(io, (await platform.history(runId)) ?? chosen, 'was at rest already');
  if (answer === 'asked') {
    io.out(`${runId}: asked ${options.aws ? 'the platform' : 'its process'} to stop and roll back`);
    if (!options.wait) return exitCodes.held;
    const history = await rested(platform, runId);
    if (history) return told(io, history);
    io.out(`${runId}: its process is gone; taking over`);
  } else io.out(`${runId}: nobody runs it any more; taking over`);
  await platform.takeOver();
  return told(io, (await platform.history(runId))!);
}

/** The history once it has its terminal record; undefined when the owner is gone before. */
async function rested(platform: Platform, runId: string): Promise<RunHistory | undefined> {
  for (;;) {
    const driven = platform.isDriven();
    const history = await platform.history(runId);
    if (history?.record.terminal) return history;
    if (!driven) return undefined;
    await pause(platform.looks.every);
  }
}

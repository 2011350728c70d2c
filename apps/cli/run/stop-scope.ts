/** Everything of a scope stopped: asked once, told run by run, until all are at rest. */
import { setTimeout as pause } from 'node:timers/promises';
import { stopAcknowledgedAt } from '../../../core/history/acknowledged.ts';
import type { RunHistory } from '../../../core/history/run-history.ts';
import { covers, scopeFlag, scopeWords } from '../../../core/history/scope.ts';
import type { Scope } from '../../../core/ports/switches.ts';
import { exitCodeOf, exitCodes } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import type { Platform } from '../platforms/platform.ts';
import { count } from '../text/numbers.ts';
import { plain } from '../text/plain.ts';
import { dateTime } from '../text/times.ts';

export interface StopScopeOptions {
  readonly reason: string;
  readonly yes?: true;
  /** `--no-wait` */
  readonly wait: boolean;
}

/** 0 once every run is at rest; 7 when the recovery of one could not be confirmed; 3 or 130 when whoever was asked says no. */
export async function stopScope(io: Io, platform: Platform, scope: Scope, options: StopScopeOptions): Promise<number> {
  const no = options.yes ? undefined : await disagreed(io, platform, scope);
  if (no !== undefined) return no;
  const { runIds, failures, by } = await platform.stopScope(scope, options.reason);
  const lowers = `squall resume ${scopeFlag(scope)}${platform.flags} --reason <text>`;
  io.out(plain(`${by} has raised the kill switch for ${scopeWords(scope)} in ${platform.name}. ${lowers} lowers it.`));
  if (runIds.length === 0) io.out('No run was under way there.');
  for (const runId of runIds) io.out(`${plain(runId)}: asked to stop and roll back`);
  for (const { runId, why } of failures)
    io.err(io.errorColours.red(plain(`${runId}: not all of its stop worked, and it is tried again: ${why}`)));
  const all = [...runIds, ...failures.map(({ runId }) => runId)];
  if (all.length === 0 || (!options.wait && platform.isDriven())) return exitCodes.held;
  return rest(io, platform, all);
}

/** Undefined: go on. */
async function disagreed(io: Io, platform: Platform, scope: Scope): Promise<number | undefined> {
  if (!io.interactive) throw new Failure('this is not a terminal, so nobody can be asked: add --yes to go on');
  const under = (await platform.list({ unfinished: true })).filter((run) => covers(scope, run));
  for (const { runId, title, phase } of under) io.out(plain(`${runId}  ${phase}  ${title}`));
  const message = `Stop ${scopeWords(scope)} in ${platform.name} (${count(under.length, 'run')} now), and let none begin?`;
  const { ask } = await import('./ask.ts');
  const answer = await ask({ kind: 'ask', how: 'yes', message: plain(message) }, '', new Promise(() => {}));
  if (answer === 'go') return undefined;
  io.err('Nothing was stopped.');
  return answer === 'no' ? exitCodes.refused : exitCodes.detached;
}

async function rest(io: Io, platform: Platform, runIds: readonly string[]): Promise<number> {
  const [acknowledged, rested] = [new Set<string>(), new Map<string, number>()];
  const look = async (runId: string) => {
    const history = await platform.history(runId);
    if (!history || rested.has(runId)) return;
    const at = stopAcknowledgedAt(history);
    if (at !== undefined && !acknowledged.has(runId)) {
      acknowledged.add(runId);
      io.out(`${plain(runId)}: stop acknowledged at ${dateTime(at)}, nothing of it is injected any more`);
    }
    if (history.record.terminal) rested.set(runId, told(io, history));
  };
  for (;;) {
    // Asked before the looks: an owner concludes before it lets go.
    const driven = platform.isDriven();
    for (const runId of runIds) await look(runId);
    if (rested.size === runIds.length) break;
    if (!driven) {
      io.out('Nobody runs them any more; taking over.');
      await platform.takeOver();
      for (const runId of runIds) await look(runId);
      break;
    }
    await pause(platform.looks.every);
  }
  const codes = [...rested.values()];
  return rested.size < runIds.length || codes.includes(exitCodes.unconfirmed) ? exitCodes.unconfirmed : exitCodes.held;
}

/** Says how it ended. */
export function told(io: Io, { record: { runId, terminal } }: RunHistory, how = 'is at rest'): number {
  if (!terminal) return exitCodes.unconfirmed;
  const { end, verdict, recovery, reason } = terminal;
  io.out(plain(`${runId} ${how}: ${end}, ${verdict}, recovery ${recovery}. ${reason}`));
  return exitCodeOf(terminal) === exitCodes.unconfirmed ? exitCodes.unconfirmed : exitCodes.held;
}

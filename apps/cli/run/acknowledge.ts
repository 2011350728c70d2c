/** `squall reap --acknowledge`: what a run left behind is taken as it is, once whoever asks has seen what that is. */
import { exitCodes } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import type { Platform } from '../platforms/platform.ts';
import { leftoverLines, resolvedLines } from '../screen/leftovers.ts';
import { plain, plainAll } from '../text/plain.ts';
import { givenReason } from './scope.ts';
import { chosenRun } from './selection.ts';

export interface AcknowledgeOptions {
  readonly reason?: string;
  readonly yes?: true;
}

/** 0 once it is acknowledged, or was resolved before; 3 when the run left nothing, or whoever was asked says no; 130 after Ctrl-C. */
export async function acknowledgeRun(
  io: Io,
  platform: Platform,
  given: string,
  { reason: why, yes }: AcknowledgeOptions,
): Promise<number> {
  const reason = givenReason(why);
  const { record } = await chosenRun(platform, given);
  const open = (await platform.leftovers()).filter(({ runId }) => runId === record.runId);
  for (const line of leftoverLines(plainAll(open), platform.flags, io.colours)) io.out(line);
  if (open.length > 0 && !yes) {
    const no = await disagreed(io, record.runId);
    if (no !== undefined) return no;
  }
  const answer = await platform.acknowledge(record, reason);
  if (!answer.acknowledged && answer.rule === 'resolved') {
    io.out(plain(answer.why));
    return exitCodes.held;
  }
  if (!answer.acknowledged) {
    io.err(io.errorColours.red(plain(`not acknowledged: ${answer.why}`)));
    return exitCodes.refused;
  }
  for (const line of resolvedLines(plainAll(answer.leftovers), io.colours)) io.out(line);
  io.out('Runs may touch it again; squall does nothing more for it.');
  return exitCodes.held;
}

/** Undefined: go on. */
async function disagreed(io: Io, runId: string): Promise<number | undefined> {
  if (!io.interactive) throw new Failure('this is not a terminal, so nobody can be asked: add --yes to go on');
  const message = `Take what run ${plain(runId)} left as it is?`;
  const { ask } = await import('./ask.ts');
  const answer = await ask({ kind: 'ask', how: 'yes', message }, '', new Promise(() => {}));
  if (answer === 'go') return undefined;
  io.err('Nothing was acknowledged.');
  return answer === 'no' ? exitCodes.refused : exitCodes.detached;
}

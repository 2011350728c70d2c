/** A run in AWS, as `conduct` needs it: started there, followed by its history, and never stopped by our going away. */
import { setTimeout as pause } from 'node:timers/promises';
import type { RunHistory } from '../../../core/history/run-history.ts';
import type { RunRequest } from '../../../core/lifecycle/reference.ts';
import { isPassing } from '../../aws/failures.ts';
import type { RemotePlatform } from '../../aws/platform.ts';
import { exitCodes } from '../exit-code.ts';
import { explain, Failure } from '../failure.ts';
import { platformOf } from '../platforms/aws.ts';
import type { Platform } from '../platforms/platform.ts';
import { follow } from './follow.ts';
import type { Listener, UnderWay } from './under-way.ts';

/** Looks in a row that AWS did not answer, each with the adapters' own tries behind it. */
const mostInVain = 10;

/** @param looks instead of the platform's own, for suites */
export const remoteRun =
  (remote: RemotePlatform, runId: string, request: RunRequest, looks?: Platform['looks']) =>
  async (listener: Listener): Promise<UnderWay> => {
    const platform = patient({ ...platformOf(remote), ...(looks && { looks }) }, listener);
    const left = new AbortController();
    await remote.start(runId, request);
    // Its first line takes seconds, and whoever wants it stopped from elsewhere needs the name now.
    listener.say(`Asked for: run ${runId}.`);
    const finished = followed(remote, platform, runId, listener, left.signal);
    finished.catch(() => {});
    return {
      runId,
      finished,
      stop: (reason) => stopOnce(platform, runId, reason, { listener, finished }),
      async detach() {
        left.abort();
      },
    };
  };

/** Undefined, and said why, when it cannot be followed any longer: it runs on all the same. */
async function followed(
  remote: RemotePlatform,
  platform: Platform,
  runId: string,
  listener: Listener,
  signal: AbortSignal,
): Promise<RunHistory | undefined> {
  try {
    const first = await firstSight(remote, platform, runId, signal);
    return first && (await follow(platform, first, { ...listener, over: () => false, signal }));
  } catch (error) {
    if (error instanceof Failure) throw error;
    listener.say(explain(error, false).text);
    return undefined;
  }
}

/** @throws Failure for an execution that has ended before there was a record: without one nothing is injected */
async function firstSight(
  remote: RemotePlatform,
  platform: Platform,
  runId: string,
  signal: AbortSignal,
): Promise<RunHistory | undefined> {
  while (!signal.aborted) {
    const seen = await platform.history(runId);
    if (seen) return seen;
    const end = await remote.executionEnd(runId);
    if (end.ended) {
      // It may have been recorded between the two looks.
      const recorded = await platform.history(runId);
      if (recorded) return recorded;
      throw new Failure(
        `the execution ${runId} ended before it had a record, so nothing was injected: ${end.how}`,
        exitCodes.error,
      );
    }
    await pause(platform.looks.every, undefined, { signal }).catch(() => {});
  }
  return undefined;
}

/** A run that has no record yet cannot be stopped yet: it is asked again until it can, or is over. */
async function stopOnce(
  platform: Platform,
  runId: string,
  reason: string,
  { listener, finished }: { readonly listener: Listener; readonly finished: Promise<unknown> },
): Promise<void> {
  let over = false;
  const settled = finished.then(
    () => (over = true),
    () => (over = true),
  );
  try {
    while (!over && (await platform.requestStop(runId, reason)) === 'unknown')
      await Promise.race([settled, pause(platform.looks.every)]);
  } catch (error) {
    const { text } = explain(error, false);
    listener.say(
      `The stop did not get through, and the run goes on (${text}). squall stop ${runId}${platform.flags} asks again.`,
    );
  }
}

/** A moment without an answer is no reason to leave a run that goes on. */
function patient(platform: Platform, { say }: Listener): Platform {
  let inVain = 0;
  return {
    ...platform,
    async history(runId) {
      try {
        const history = await platform.history(runId);
        inVain = 0;
        return history;
      } catch (error) {
        inVain += 1;
        if (!isPassing(error) || inVain >= mostInVain) throw error;
        if (inVain === 1) say('AWS does not answer just now. The run goes on, and is looked for again.');
        return undefined;
      }
    },
  };
}

/** @param flags of the platform, as `Platform.flags` */
export const leftRemotely = (runId: string, flags: string): string =>
  `Detached from ${runId}: it goes on in AWS, and ends with its lease at the latest. ` +
  `squall watch ${runId}${flags} follows it, squall stop ${runId}${flags} ends it.`;

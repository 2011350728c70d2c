/** A run on this machine, as `conduct` needs it. */
import { sentence } from '../../../core/history/refusal.ts';
import { PlatformBusy } from '../../local/directory.ts';
import { type LocalRunOptions, startLocalRun } from '../../local/run.ts';
import { exitCodes } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import { directoryFlags } from '../platforms/open.ts';
import type { Listener, UnderWay } from './under-way.ts';

export type LocalStart = Omit<LocalRunOptions, 'onEntry' | 'onTick' | 'onNotice'>;

/** A directory that another process drives is no error: nothing is injected, and the sentence says why. */
export const localRun =
  (start: LocalStart) =>
  async ({ entry, tick }: Listener): Promise<UnderWay> => {
    try {
      const run = await startLocalRun({ ...start, onEntry: entry, onTick: ({ now }) => tick(now) });
      return { ...run, stop: (reason) => run.stop(start.startedBy, reason) };
    } catch (error) {
      if (!(error instanceof PlatformBusy)) throw error;
      throw new Failure(sentence({ rule: 'platform', why: error.message }), exitCodes.refused);
    }
  };

/** Faults stay active in a world that nobody drives any more. */
export function leftLocally(runId: string, directory: string): string {
  return (
    `Detached from ${runId}: its lease still binds, and faults may be active in the simulated cloud. ` +
    `squall reap --local${directoryFlags(directory)} brings it to rest.`
  );
}

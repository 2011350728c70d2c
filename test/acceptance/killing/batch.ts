/** A directory whose processes are killed one after the other, and which is then brought to rest. */
import { newDirectory, squall } from '../squall.ts';
import { pacedRun } from './experiment.ts';
import { inWords, type Life, type Moment, momentsOf } from './moments.ts';
import { begunIn, type Phase, phaseOf } from './phase.ts';
import { killedAt } from './process.ts';

export interface Killed {
  readonly moment: Moment;
  /** Of the run; the reaper has none of its own. */
  readonly phase?: Phase;
}

export interface Batch {
  readonly directory: string;
  readonly killed: readonly Killed[];
  /** Of the reaper that was left alive. */
  readonly reaped: { readonly code: number; readonly stdout: string; readonly stderr: string };
  /** Each kill, for whoever reads of a failure. */
  readonly story: string;
}

export interface Lives {
  readonly run: Life;
  readonly reap: Life;
}

export interface BatchOptions {
  readonly seed: number;
  /** Its number: the same seed and number make the same batch. */
  readonly n: number;
  readonly kills: number;
  readonly lives: Lives;
}

/** Every second batch kills its reaper too; in every fourth, runs go on in the world that the one before them left. */
export async function killedBatch({ seed, n, kills, lives }: BatchOptions): Promise<Batch> {
  const directory = newDirectory();
  const killed: Killed[] = [];
  const moments = momentsOf(seed, `run-${n}`, lives.run);
  const killRuns = async (upTo: number) => {
    while (killed.length < upTo) {
      const going = n % 4 === 3 && killed.length > 0 ? ['--continue'] : [];
      const moment = moments();
      const begun = begunIn(directory);
      const { code } = await killedAt([...pacedRun(directory), ...going], moment);
      // One that ended before its moment came is not killed, and another takes its place.
      if (code === undefined) killed.push({ moment, phase: phaseOf(directory, begun) });
    }
  };
  const reaping = ['reap', '--local', '--directory', directory];
  if (n % 2 === 0) {
    await killRuns(kills - 1);
    const moment = momentsOf(seed, `reap-${n}`, lives.reap)();
    if ((await killedAt(reaping, moment)).code === undefined) killed.push({ moment });
  }
  await killRuns(kills);
  const told = killed.map(({ moment, phase }) => `${phase ?? 'reaper'}, ${inWords(moment)}`).join(' | ');
  return { directory, killed, reaped: await squall(reaping), story: `seed ${seed}, batch ${n}: ${told}` };
}

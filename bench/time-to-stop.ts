/**
 * From an alarm to the last fault stopped, in virtual time: real steps and real triggers on
 * the local platform, with the latencies that are assumed for AWS drawn by seed, over all
 * phases of sampling and sweeping. The time until the alarm itself is the plan's exposure.
 */

import { readWorld } from '../apps/documents/read.ts';
import { spanOf } from '../core/experiment/durations.ts';
import { latencies } from '../core/stop-conditions/latencies.ts';
import { certificationExperiments, rehearsal } from '../lib/configuration/certification.ts';
import { type StopPath, type Stopped, stopTrial } from './stop-trial.ts';

interface Figure {
  readonly name: string;
  readonly figure: string;
  readonly aim?: string;
  readonly note?: string;
}

const titles: Readonly<Record<StopPath, string>> = {
  event: 'the event reaches the stopper',
  poll: 'the event is lost: Observe looks again',
  sweeper: 'and the workflow is gone, unnoticed: the sweeper',
  reaper: 'and the sweeper sees nothing: the reaper',
};

/** Trials of each way. The last two are the rarer ones, and spread over a minute alike. */
const trials: Readonly<Record<StopPath, number>> = { event: 120, poll: 120, sweeper: 60, reaper: 20 };
/** Looks come every 30 s and sweeps every 60 s: a minute has every phase of both. */
const phases = 60_000;
const { delivery, recovery, sample, sweep, stopping, postActions } = latencies;
const allowed: Readonly<Partial<Record<StopPath, number>>> = {
  event: delivery.worst + stopping.worst + postActions.worst,
  poll: sample.worst + recovery.worst + stopping.worst + postActions.worst,
  sweeper: sweep.worst + recovery.worst + stopping.worst + postActions.worst,
};

export interface Spread {
  readonly path: StopPath;
  readonly raised: readonly number[];
  readonly stopped: readonly number[];
}

/** Each trial with a seed and a phase of its own; sorted. @param share of the trials, for suites */
export async function measured(share = 1): Promise<readonly Spread[]> {
  const world = readWorld(new URL('../templates/worlds/sample-fleet.yaml', import.meta.url).pathname);
  const experiment = certificationExperiments(rehearsal).find(
    (each) => each.experiment.metadata.name === 'certify-cpu-stress',
  )?.experiment;
  if ('problems' in world || !experiment) throw new Error('the sample fleet is missing from templates');
  const spreads: Spread[] = [];
  for (const path of ['event', 'poll', 'sweeper', 'reaper'] as const) {
    const count = Math.max(2, Math.round(trials[path] * share));
    const seen: Stopped[] = [];
    for (let i = 0; i < count; i++) {
      const phase = Math.round((phases * (i + 0.5)) / count);
      seen.push(await stopTrial({ path, experiment, world: world.world, seed: i + 1, phase }));
    }
    const sorted = (of: (each: Stopped) => number) => seen.map(of).sort((a, b) => a - b);
    spreads.push({ path, raised: sorted(({ raised }) => raised), stopped: sorted(({ stopped }) => stopped) });
  }
  return spreads;
}

export async function run(): Promise<readonly Figure[]> {
  const spreads = await measured();
  return [
    ...spreads.flatMap(({ path, raised, stopped }) => {
      const allowance = allowed[path];
      const note = path === 'reaper' ? 'the faults end by their own duration before' : titles[path];
      return [
        { name: `${path}: alarm to nothing more injected`, figure: figureOf(raised), note: titles[path] },
        {
          name: `${path}: alarm to the last fault stopped`,
          figure: figureOf(stopped),
          ...(allowance !== undefined && { aim: `≤${spanOf(allowance)}` }),
          note,
        },
      ];
    }),
    ...Object.values(latencies).map(({ what, usual, worst, basis, source }) => ({
      name: what,
      figure: `${spanOf(usual)} to ${spanOf(worst)}`,
      note: `${basis}: ${source}`,
    })),
  ];
}

function figureOf(sorted: readonly number[]): string {
  const at = (share: number) => spanOf(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  return `median ${at(0.5)}, p99 ${at(0.99)}, worst ${spanOf(sorted.at(-1) ?? 0)} (n ${sorted.length})`;
}

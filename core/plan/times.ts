/** How long each part of a run may take, and the lease that none of its faults outlives. */
import { millis } from '../experiment/durations.ts';
import type { Experiment } from '../experiment/schema/experiment.ts';
import type { Millis } from '../ports/clock.ts';
import { escalates } from '../steady-state/escalation.ts';
import { askEvery, freshFor, periodOf } from '../steady-state/freshness.ts';
import { probesFor, samplesNeeded } from '../steady-state/probes.ts';
import type { Plan, PlannedStep } from './plan.ts';

const minute = 60_000;
/** Beyond gate, waves and undo: starts of executions, retries, a reaper that is a minute late. */
const slack = 5 * minute;
/** From a wave's fault ending to our having seen it, and the next wave's beginning. */
const betweenWaves = minute;
/** Two late looks at the gate. */
const gateMargin = 2 * minute;

export const longestLease: Millis = 12 * 60 * minute;
/** Step Functions keeps 25,000 events of an execution, and one look takes nine. */
const looksPerLease = 2500;

type TimedStep = Pick<PlannedStep, 'wave' | 'duration'>;

/** What is written: of each wave the longest duration, one after the other. `maxDuration` is its ceiling. */
export function injectionTime(steps: readonly TimedStep[]): Millis {
  const longest = new Map<number, Millis>();
  for (const { wave, duration } of steps) longest.set(wave, Math.max(longest.get(wave) ?? 0, duration));
  return [...longest.values()].reduce((sum, duration) => sum + duration, 0);
}

/** `undo`: the longest allowance of any action. */
export function timesOf(experiment: Experiment, steps: readonly TimedStep[], undo: Millis): Plan['times'] {
  const gate = Math.max(0, ...probesFor(experiment, 'before').map(timeToSample)) + gateMargin;
  const between = betweenWaves + timeToSee(experiment);
  const waves = injectionTime(steps) + new Set(steps.map(({ wave }) => wave)).size * between;
  const lease = gate + waves + 2 * undo + slack;
  return { gate, waves, undo, lease, sampleEvery: Math.max(askEvery, Math.ceil(lease / looksPerLease / 1000) * 1000) };
}

/** After a rung, until the last of its data is in: only then comes the next. */
const timeToSee = (experiment: Experiment): Millis =>
  escalates(experiment) ? Math.max(0, ...probesFor(experiment, 'during').map((probe) => freshFor(periodOf(probe)))) : 0;

/** The samples asked for, the period that has begun already, and what publication takes. */
function timeToSample(probe: Parameters<typeof periodOf>[0]): Millis {
  const period = periodOf(probe);
  return period === 0 ? samplesNeeded(probe) * askEvery : (samplesNeeded(probe) - 1) * period + freshFor(period);
}

/** Why the times cannot be, in one sentence. */
export function tooLong(experiment: Experiment, steps: readonly TimedStep[], times: Plan['times']): string | undefined {
  const minutes = (duration: Millis) => `${Math.ceil(duration / minute)} min`;
  if (injectionTime(steps) > millis(experiment.maxDuration))
    return `the steps take ${minutes(injectionTime(steps))}, longer than maxDuration ${experiment.maxDuration}`;
  if (times.lease > longestLease)
    return `the run would need a lease of ${minutes(times.lease)}, longer than the ${minutes(longestLease)} allowed: shorten its steps`;
  return undefined;
}

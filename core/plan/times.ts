/** How long each part of a run may take, and the lease that none of its faults outlives. */
import { millis } from '../experiment/durations.ts';
import type { Experiment } from '../experiment/schema/experiment.ts';
import { fault } from '../faults/catalogue.ts';
import type { Millis } from '../ports/clock.ts';
import { escalates } from '../steady-state/escalation.ts';
import { askEvery, freshFor, periodOf } from '../steady-state/freshness.ts';
import { probesFor, samplesNeeded } from '../steady-state/probes.ts';
import { failbackWithin, leavingAtMost } from './failback.ts';
import { shortestPause } from './looks.ts';
import type { Plan, PlannedAwait, PlannedStep } from './plan.ts';
import { planAwaits } from './plan-awaits.ts';

const minute = 60_000;
/** Beyond gate, waves and undo: starts of executions, retries, a reaper that is a minute late. */
const slack = 5 * minute;
/** From a wave's fault ending to our having seen it, and the next wave's beginning. */
const betweenWaves = minute;
/** What a fault that stands is given beyond the rest of its run. */
const lateLook = 2 * minute;
/** Two late looks at the gate. */
const gateMargin = 2 * minute;

export const longestLease: Millis = 12 * 60 * minute;

type TimedStep = Pick<PlannedStep, 'wave' | 'duration'> & Partial<Pick<PlannedStep, 'action' | 'stands' | 'lingers'>>;
type TimedAwait = Pick<PlannedAwait, 'wave' | 'within'>;

/**
 * What is written: of each wave the longest duration, and the longest wait, one after the other.
 * `maxDuration` is its ceiling. What stands takes none of it, since later waves begin beside it.
 */
export function injectionTime(steps: readonly TimedStep[], awaits: readonly TimedAwait[] = []): Millis {
  const lengths = [
    ...steps.map(({ wave, duration, stands }) => [wave, stands ? 0 : duration] as const),
    ...awaits.map(({ wave, within }) => [wave, within] as const),
  ];
  return longestOfEach(lengths);
}

/** Of waves, each as long as its longest. */
export function longestOfEach(lengths: readonly (readonly [wave: number, length: Millis])[]): Millis {
  const longest = new Map<number, Millis>();
  for (const [wave, length] of lengths) longest.set(wave, Math.max(longest.get(wave) ?? 0, length));
  return [...longest.values()].reduce((sum, length) => sum + length, 0);
}

/** From the call until a standing fault is seen to act, where the catalogue does not say that it takes longer. */
const untilItStands = minute;

/** What the plan allows one that stands until it does; nothing for any other. */
export const beginning = ({ stands, action = '' }: TimedStep): Millis =>
  stands ? (fault(action)?.beginTime ?? untilItStands) : 0;

/** From the beginning of the first of these waves until the last is over, and seen to be. */
function wavesTime(experiment: Experiment, steps: readonly TimedStep[], awaits: readonly TimedAwait[]): Millis {
  const waves = new Set([...steps, ...awaits].map(({ wave }) => wave)).size;
  return (
    injectionTime(steps, awaits) +
    longestOfEach(steps.map((step) => [step.wave, beginning(step)])) +
    waves * (betweenWaves + timeToSee(experiment))
  );
}

/** From the beginning of a wave to the end of the last, with room for a late look. */
export function restOfRun(experiment: Experiment, steps: readonly TimedStep[], from: number): Millis {
  const since = <T extends { readonly wave: number }>(all: readonly T[]) => all.filter(({ wave }) => wave >= from);
  return wavesTime(experiment, since(steps), since(planAwaits(experiment))) + lateLook;
}

/**
 * The lease has room for users to come home, and to have left where they were: movers stand until then.
 * @param undo the longest allowance of any action
 */
export function timesOf(experiment: Experiment, steps: readonly TimedStep[], undo: Millis): Plan['times'] {
  const gate = Math.max(0, ...probesFor(experiment, 'before').map(timeToSample)) + gateMargin;
  const waves = wavesTime(experiment, steps, planAwaits(experiment));
  const lease = gate + waves + 2 * undo + failbackWithin(experiment) + leavingAtMost(steps) + slack;
  return { gate, waves, undo, lease, sampleEvery: Math.max(askEvery, shortestPause(lease)) };
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
  const written = injectionTime(steps, planAwaits(experiment));
  if (written > millis(experiment.maxDuration))
    return `the steps take ${minutes(written)}, longer than maxDuration ${experiment.maxDuration}`;
  if (times.lease > longestLease)
    return `the run would need a lease of ${minutes(times.lease)}, longer than the ${minutes(longestLease)} allowed: shorten its steps`;
  return undefined;
}

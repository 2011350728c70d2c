/** Rungs that follow one another while the hypothesis holds: nothing stronger is injected on top of a breach. */
import { millis } from '../experiment/durations.ts';
import type { Experiment } from '../experiment/schema/experiment.ts';
import type { Sample } from '../history/journal.ts';
import type { Instant } from '../ports/clock.ts';
import { breachSentence, streaks, valuesOf } from './breach.ts';
import type { Deviation } from './deviation.ts';
import { periodOf } from './freshness.ts';
import { judgedIn } from './probes.ts';

type Escalating = Pick<Experiment, 'hypothesis' | 'guardrails' | 'steps'>;

export const escalates = ({ steps }: Pick<Experiment, 'steps'>): boolean =>
  steps.some(({ rung }) => rung !== undefined);

/**
 * The first probe of the injection that was out of tolerance for longer than it forgives.
 * Elsewhere that refutes and goes on; an escalation ends with it. None of an experiment without rungs.
 */
export function brokenProbe(experiment: Escalating, during: readonly Sample[]): Deviation | undefined {
  if (!escalates(experiment)) return undefined;
  for (const probe of judgedIn(experiment.hypothesis, 'during')) {
    const least = probe.for === undefined ? 0 : millis(probe.for);
    const found = streaks(probe, during, ({ ok }) => ok === false).find(({ lasted }) => lasted >= least);
    if (found) return { probe: probe.id, why: breachSentence(probe, found.samples) };
  }
  return undefined;
}

/**
 * Whether every probe of the injection has told of all of it, up to the end of a wave: datapoints
 * are published late, and the next rung waits for those of this one.
 */
export const seenUntil = (experiment: Escalating, during: readonly Sample[], endedAt: Instant): boolean =>
  judgedIn(experiment.hypothesis, 'during').every((probe) => {
    const newest = valuesOf(probe, during).at(-1);
    return newest !== undefined && newest.at + periodOf(probe) >= endedAt;
  });

/** Which probes are looked at when, and how many samples say something. */
import type { Experiment } from '../experiment/schema/experiment.ts';
import type { Hypothesis, Probe, ProbePhase } from '../experiment/schema/probes.ts';
import { namesIn } from './composite.ts';

/** Probes of a phase, in the order of the file. During injection, those that `stopWhen` reads as well. */
export function probesFor(
  experiment: Pick<Experiment, 'hypothesis' | 'guardrails'>,
  phase: ProbePhase,
): readonly Probe[] {
  const stopping = new Set(phase === 'during' ? experiment.guardrails.stopWhen?.map((rule) => rule.probe) : []);
  return experiment.hypothesis.probes.filter((probe) => probe.when.includes(phase) || stopping.has(probe.id));
}

/**
 * Probes that are judged in a phase by themselves. What a composite names is judged through it,
 * at the times of the composite: one of two that `any` is content with breaks nothing.
 * What expects nothing is not judged at all.
 */
export function judgedIn({ probes }: Pick<Hypothesis, 'probes'>, phase: ProbePhase): readonly Probe[] {
  const meant = probes.filter((probe) => probe.when.includes(phase));
  const within = new Set(meant.flatMap(({ composite }) => (composite ? namesIn(composite) : [])));
  return meant.filter((probe) => isJudged(probe) && !within.has(probe.id));
}

/** One that only watches is held against nothing. */
export const isJudged = ({ expect, alarm, http, composite }: Probe): boolean =>
  (expect ?? alarm ?? http ?? composite) !== undefined;

/** A change is measured against the run's own first samples, so more of them are needed than of an absolute value. */
export function samplesNeeded(probe: Probe): number {
  return probe.minSamples ?? (probe.expect && 'changeAtMost' in probe.expect ? 5 : 1);
}

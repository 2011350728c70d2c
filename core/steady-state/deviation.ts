/** What ends an injection from within: a stop rule that tripped, or a monitor that fell silent. */
import { millis } from '../experiment/durations.ts';
import type { Experiment } from '../experiment/schema/experiment.ts';
import type { Probe } from '../experiment/schema/probes.ts';
import type { Sample } from '../history/journal.ts';
import type { Instant } from '../ports/clock.ts';
import { clockTime, streaks, valuesOf } from './breach.ts';
import { brokenProbe } from './escalation.ts';
import { freshFor, isFresh, periodOf } from './freshness.ts';
import { judgedIn, probesFor } from './probes.ts';
import { figure } from './tolerance.ts';

export interface Deviation {
  readonly probe: string;
  /** One clause for people. */
  readonly why: string;
}

type Watched = Pick<Experiment, 'hypothesis' | 'guardrails'>;

/** Stop rules first: they say more than silence. A breach of a tolerance refutes, and ends an escalation alone. */
export const deviation = (
  experiment: Watched & Pick<Experiment, 'steps'>,
  samples: readonly Sample[],
  now: Instant,
): Deviation | undefined =>
  trippedRule(experiment, samples) ?? brokenProbe(experiment, samples) ?? silentProbe(experiment, samples, now);

/** The first `stopWhen` rule whose probe stood beyond its bound for as long as the rule says. */
export function trippedRule(experiment: Watched, samples: readonly Sample[]): Deviation | undefined {
  for (const rule of experiment.guardrails.stopWhen ?? []) {
    const probe = experiment.hypothesis.probes.find(({ id }) => id === rule.probe);
    if (!probe) continue;
    const beyond = ({ value }: Sample) =>
      typeof value === 'number' &&
      ((rule.above !== undefined && value > Number(rule.above)) ||
        (rule.below !== undefined && value < Number(rule.below)));
    const tripped = streaks(probe, samples, beyond).find(({ lasted }) => lasted >= millis(rule.for));
    if (!tripped) continue;
    const bound = rule.above !== undefined ? `above ${figure(rule.above)}` : `below ${figure(rule.below ?? 0)}`;
    const { value = '', at } = tripped.samples.at(-1) ?? tripped.samples[0];
    return { probe: probe.id, why: `${probe.id} was ${figure(value)} at ${clockTime(at)}, ${bound} for ${rule.for}` };
  }
  return undefined;
}

/** The first probe of the injection whose newest value no longer tells of now. Of one in a composite the composite must tell, unless a stop rule reads it. */
export function silentProbe(experiment: Watched, samples: readonly Sample[], now: Instant): Deviation | undefined {
  const stopping = new Set(experiment.guardrails.stopWhen?.map((rule) => rule.probe));
  const judged = judgedIn(experiment.hypothesis, 'during');
  for (const probe of probesFor(experiment, 'during')) {
    if (!judged.includes(probe) && !stopping.has(probe.id)) continue;
    const newest = valuesOf(probe, samples).at(-1);
    const saidStale = samples.some(
      ({ probe: id, value, ok, at }) =>
        id === probe.id && value === undefined && ok === false && at > (newest?.at ?? 0),
    );
    if (newest ? isFresh(newest.at, periodOf(probe), now) : !saidStale) continue;
    const age = `${Math.round(freshFor(periodOf(probe)) / 1000)} s`;
    return { probe: probe.id, why: `${probe.id} had no data for more than ${age} at ${clockTime(now)}` };
  }
  return undefined;
}

/** Whether a probe's silence counts as failure, by its own word. */
export const failsWithoutData = (probe: Probe | undefined): boolean => probe?.onNoData === 'fail';

import { millis } from '../experiment/durations.ts';
import type { Hypothesis, Probe } from '../experiment/schema/probes.ts';
import type { Sample } from '../history/journal.ts';
import type { Instant, Millis } from '../ports/clock.ts';
import { breachSentence, valuesOf } from './breach.ts';
import { freshFor, periodOf } from './freshness.ts';
import { judgedIn } from './probes.ts';
import { baselineOf } from './sample.ts';

export type RecoveryState =
  /** `after`: from the end of the faults to the first instant from which every probe held. */
  | { readonly state: 'recovered'; readonly after: Millis }
  | { readonly state: 'waiting'; readonly why: string }
  | { readonly state: 'failed'; readonly why: string };

/**
 * Steady state after the faults: each `after` probe is back within tolerance within
 * `recovery.within`, and from then on holds for `recovery.hold`. A bad sample later
 * than `within` fails at once; silence fails when the last datapoint that could
 * prove it should long have come.
 */
export function recoveryOf(
  hypothesis: Pick<Hypothesis, 'probes' | 'recovery'>,
  samples: readonly Sample[],
  endedAt: Instant,
  now: Instant,
): RecoveryState {
  const within = millis(hypothesis.recovery.within);
  const hold = millis(hypothesis.recovery.hold);
  const probes = judgedIn(hypothesis, 'after');
  const seen = probes.map((probe) => ({ probe, ...backSince(probe, samples, endedAt) }));
  const late = seen.find(({ lastBad }) => lastBad !== undefined && lastBad > endedAt + within);
  if (late) {
    const bad = valuesOf(late.probe, samples).filter(({ ok, at }) => ok === false && at >= endedAt);
    const why = breachSentence(late.probe, bad.slice(-1), baselineOf(late.probe, samples));
    return { state: 'failed', why: `${why}, after the ${hypothesis.recovery.within} allowed for recovery` };
  }
  const from = Math.max(endedAt, ...seen.map(({ since }) => since ?? endedAt));
  const open = seen.find(({ since, until }) => since === undefined || until === undefined || until < from + hold);
  if (!open) return { state: 'recovered', after: from - endedAt };
  const deadline = endedAt + within + hold + freshFor(periodOf(open.probe));
  if (now > deadline) {
    return open.lastBad !== undefined && open.since === undefined
      ? { state: 'failed', why: `${open.probe.id} was not seen to come back` }
      : { state: 'failed', why: `${open.probe.id} had no data to show recovery` };
  }
  const why = open.since === undefined ? 'is not back within tolerance' : 'has yet to hold';
  return { state: 'waiting', why: `${open.probe.id} ${why}` };
}

/** `since`: start of the good samples that nothing bad follows. `lastBad`, `until`: ends of the periods of the last. */
function backSince(probe: Probe, samples: readonly Sample[], endedAt: Instant) {
  const own = valuesOf(probe, samples).filter(({ at }) => at >= endedAt);
  const period = periodOf(probe);
  const lastBad = own.findLast(({ ok }) => ok === false);
  const good = lastBad ? own.filter(({ at }) => at > lastBad.at) : own;
  const last = own.at(-1);
  return {
    lastBad: lastBad && lastBad.at + period,
    since: good.length === 0 ? undefined : lastBad ? good[0]?.at : endedAt,
    until: last && last.at + period,
  };
}

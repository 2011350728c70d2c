import type { Hypothesis } from '../experiment/schema/probes.ts';
import type { Sample } from '../history/journal.ts';
import type { Instant } from '../ports/clock.ts';
import { breachSentence, valuesOf } from './breach.ts';
import { isFresh, periodOf } from './freshness.ts';
import { notBeating } from './heartbeat.ts';
import { judgedIn, samplesNeeded } from './probes.ts';
import { baselineOf } from './sample.ts';

export interface GateDecision {
  readonly decision: 'held' | 'failed' | 'wait';
  readonly why: string;
}

/**
 * Steady state before anything is injected: each `before` probe's newest `minSamples`
 * values are within tolerance, and the newest is fresh; each heartbeat beats. Until then it
 * waits; at the deadline it fails, for a breach as for missing data.
 */
export function gate(
  hypothesis: Pick<Hypothesis, 'probes'>,
  samples: readonly Sample[],
  now: Instant,
  deadline: Instant,
): GateDecision {
  const probes = judgedIn(hypothesis, 'before');
  const beating = hypothesis.probes.filter(({ heartbeat, when }) => heartbeat && when.includes('before'));
  const silent = beating.flatMap((probe) => notBeating(probe, samples) ?? []);
  const open = probes.flatMap((probe) => {
    const needed = samplesNeeded(probe);
    const newest = valuesOf(probe, samples).slice(-needed);
    const bad = newest.filter((sample) => sample.ok === false);
    if (bad.length > 0) return [breachSentence(probe, bad, baselineOf(probe, samples))];
    if (newest.length < needed) return [`${probe.id} has ${newest.length} of ${needed} samples`];
    return isFresh(newest.at(-1)?.at ?? 0, periodOf(probe), now) ? [] : [`${probe.id} has no fresh data`];
  });
  open.push(...silent);
  if (open.length === 0) return { decision: 'held', why: `${probes.length} probes within tolerance` };
  return { decision: now >= deadline ? 'failed' : 'wait', why: open.join('; ') };
}

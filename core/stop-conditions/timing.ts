/** How soon an alarm can end a run, and how late at worst. */
import type { Millis } from '../ports/clock.ts';
import type { AlarmObservation } from '../ports/metrics.ts';
import { latencies } from './latencies.ts';

export interface Timing {
  /** From the harm to ALARM, at worst. */
  readonly detect: Millis;
  readonly deliver: Millis;
  /** From the stop that is asked for until all is put back. */
  readonly stop: Millis;
  /** All of it. */
  readonly total: Millis;
  /** From harm that every datapoint shows to the stop that is asked for, when all goes as usual. */
  readonly soonest: Millis;
}

/**
 * A breach may begin in a period that still looks good, and M of N may be spread over all
 * N: period × the larger of N and M + 1, then publication and evaluation.
 */
export function timingOf(alarm: AlarmObservation): Timing {
  const { period, breaching, of } = alarm;
  const published = publicationOf(alarm);
  const evaluated = period < 60_000 ? latencies.fastEvaluation : latencies.evaluation;
  const detect = period * Math.max(of, breaching + 1) + published.worst + evaluated.worst;
  const deliver = latencies.delivery.worst;
  const stop = latencies.stopping.worst + latencies.postActions.worst;
  const usual = published.usual + evaluated.usual + latencies.delivery.usual + latencies.stopping.usual;
  return { detect, deliver, stop, total: detect + deliver + stop, soonest: period * breaching + usual };
}

/** What is known of it; otherwise by who publishes: metrics of AWS services come later than one's own. */
function publicationOf({ publicationDelay, metrics = [] }: AlarmObservation): { usual: Millis; worst: Millis } {
  if (publicationDelay !== undefined) return { usual: publicationDelay, worst: publicationDelay };
  const own = metrics.length > 0 && metrics.every(({ namespace }) => !namespace.startsWith('AWS/'));
  return own ? latencies.ownPublication : latencies.servicePublication;
}

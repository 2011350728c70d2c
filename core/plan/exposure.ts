/** How long a fault may act before a stop condition has ended it, at worst. */
import type { AlarmObservation } from '../ports/metrics.ts';
import { timingOf } from '../stop-conditions/timing.ts';
import type { StopConditionExposure } from './plan.ts';

/**
 * Worst case = until ALARM + delivery + stop + post actions (the CloudWatch rule of
 * `aws-facts`), with the latencies of `core/stop-conditions/latencies.ts`.
 */
export function exposureOf(alarm: AlarmObservation): StopConditionExposure {
  const { detect, deliver, stop, total } = timingOf(alarm);
  return { alarm: alarm.name, detect, deliver, stop, total };
}

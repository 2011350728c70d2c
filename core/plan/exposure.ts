/** How long a fault may act before a stop condition has ended it, at worst. */

import type { AlarmObservation } from '../ports/metrics.ts';
import type { StopConditionExposure } from './plan.ts';

/** EventBridge gives alarm state changes to the stopper within seconds; the retry of one lost call is in it. */
const delivery = 10_000;
/** StopExperiment is accepted within seconds, under throttling within half a minute. */
const stopping = 30_000;
/** FIS's own post actions: starting instances, putting network ACLs back, cancelling commands. */
const postActions = 60_000;

/**
 * Worst case = period × datapoints + delivery + stop + post actions (the CloudWatch rule
 * of `aws-facts`), where the datapoints are all N of M of N, since the breach may begin
 * just after one that still was good.
 */
export function exposureOf(alarm: AlarmObservation): StopConditionExposure {
  const detect = alarm.period * alarm.of;
  const stop = stopping + postActions;
  return { alarm: alarm.name, detect, deliver: delivery, stop, total: detect + delivery + stop };
}

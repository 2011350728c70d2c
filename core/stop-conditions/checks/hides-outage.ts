import type { AlarmObservation } from '../../ports/metrics.ts';
import type { Check } from '../finding.ts';

/** Counts of what goes wrong: there are none where nothing goes wrong, and none where nothing goes at all. */
const ofFailures = /error|fail|fault|[45]xx|throttl|reject|refus|timeout|exception|drop|unhealthy|deadletter/i;

/** Whatever an alarm on it says. Source: PutMetricAlarm, TreatMissingData. */
const ignoresAlways = 'AWS/DynamoDB';

/** An outage ends the metric, and the alarm stays OK. */
export const hidesOutage: Check = {
  check: 'hides-outage',
  look({ alarm }) {
    const { metrics = [] } = alarm;
    const fixed = metrics.some(({ namespace }) => namespace === ignoresAlways);
    const missingData = fixed ? 'ignore' : alarm.missingData;
    if (missingData !== 'notBreaching' && missingData !== 'ignore') return undefined;
    const does = missingData === 'ignore' ? 'keeps its state without data' : 'takes missing data for good';
    if (countsFailures(alarm))
      return {
        weight: 'warns',
        says: `${does}, and an outage in which nobody comes through leaves no failures to count: ${fixed ? '' : 'treat missing data as missing, or '}name an alarm on successes as well`,
      };
    return {
      weight: metrics.length === 0 ? 'warns' : 'disqualifies',
      says: `${does}, and an outage ends ${metrics.length === 0 ? 'most metrics' : 'its metric'}: ${fixed ? 'CloudWatch does so with every alarm on DynamoDB, so name one on another metric' : 'set treatMissingData to breaching or missing'}`,
    };
  },
};

/** Whether more of it is worse, and none is well. */
const countsFailures = ({ metrics = [], threshold, expression }: AlarmObservation): boolean =>
  (threshold === undefined || threshold.comparison === 'above' || threshold.comparison === 'atLeast') &&
  (metrics.some(({ metric }) => ofFailures.test(metric)) || ofFailures.test(expression ?? ''));

/** Log lines and metrics of the functions. Metrics are written into the log (EMF), so that no call is spent on them. */
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { redact } from '../../core/secrets/redact.ts';

export const metricsNamespace = 'Squall';

/** What alarms and dashboards are built on. Counts, save `Duration` in milliseconds. */
export type MetricName =
  | 'Duration'
  | 'Failures'
  | 'RunsWaiting'
  | 'RunsStarted'
  | 'RunsRefused'
  | 'RunsAborted'
  | 'RunsConcluded'
  | 'RecoveryUnconfirmed'
  | 'ReaperFired'
  | 'UnfinishedRuns'
  | 'Leftovers'
  | 'LeftoversResolved'
  | 'KillsPlanned'
  | 'KillsDeclined'
  | 'KillsLeashed'
  | 'TrackersTold'
  | 'FindingsCritical'
  | 'FindingsHigh'
  | 'FindingsMedium'
  | 'FindingsLow'
  | 'FindingsSuppressed'
  | 'FindingsNew'
  | 'FindingsGone'
  | 'NotEvaluated'
  | 'Ill'
  | 'Treated'
  | 'LeftAlone'
  | 'GroupsHealed'
  | 'GroupsNotHealed';

export interface Telemetry {
  readonly logger: Logger;
  readonly metrics: Metrics;
  count(name: MetricName, value?: number): void;
}

/**
 * @param name of the function, which is a dimension with the stage. A run's id never is:
 *   each value of a dimension is a metric that is paid for.
 */
export function telemetryOf(name: string): Telemetry {
  const logger = new Logger({
    serviceName: 'squall',
    persistentKeys: { function: name },
    // AWS puts what it was sent into the messages of its errors.
    jsonReplacerFn: (key, value) => (value instanceof Error ? value : redact(value, key)),
  });
  const metrics = new Metrics({
    namespace: metricsNamespace,
    serviceName: 'squall',
    defaultDimensions: { function: name },
  });
  return {
    logger,
    metrics,
    count(metric, value = 1) {
      metrics.addMetric(metric, metric === 'Duration' ? MetricUnit.Milliseconds : MetricUnit.Count, value);
    },
  };
}

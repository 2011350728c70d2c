/** The metrics that functions write (EMF) and that AWS keeps of the platform, by their meaning. */
import { Duration } from 'aws-cdk-lib';
import { type IMetric, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Experiments } from '../stacks/experiments.ts';

/** As `lambdas/runtime/telemetry.ts` writes them. */
const namespace = 'Squall';

const minute = Duration.minutes(1);

/** One that a function of ours writes. */
export const metricOfOurs = (
  stage: string,
  functionName: string,
  metricName: string,
  statistic = 'Sum',
  period = minute,
): IMetric =>
  new Metric({
    namespace,
    metricName,
    statistic,
    period,
    label: metricName,
    dimensionsMap: { service: 'squall', function: functionName, stage },
  });

/** The services' own metrics by name, so that the stacks share no exports beyond the functions. */
export function platformMetrics(stage: string, { functions, machines, deadLetters }: Experiments) {
  const ours = (metricName: string, functionName: string, statistic?: string): IMetric =>
    metricOfOurs(stage, functionName, metricName, statistic);
  const { Sweep, Stop } = functions.byName;
  return {
    runsStarted: ours('RunsStarted', 'Arm'),
    runsRefused: ours('RunsRefused', 'Admit'),
    runsConcluded: ours('RunsConcluded', 'Conclude'),
    runsAborted: ours('RunsAborted', 'Conclude'),
    recoveryUnconfirmed: ours('RecoveryUnconfirmed', 'Conclude'),
    reaperFired: ours('ReaperFired', 'Recover'),
    unfinished: ours('UnfinishedRuns', 'Sweep', 'Maximum'),
    leftovers: ours('Leftovers', 'Sweep', 'Maximum'),
    injecting: ours('Duration', 'Inject', 'p99'),
    stopping: ours('Duration', 'Stop', 'p99'),
    sweeps: Sweep.lambda.metricInvocations({ period: minute, statistic: 'Sum' }),
    sweepErrors: Sweep.lambda.metricErrors({ period: minute, statistic: 'Sum' }),
    stopperErrors: Stop.lambda.metricErrors({ period: minute, statistic: 'Sum' }),
    recoveriesFailed: machines.recovery.metricFailed({ period: minute, statistic: 'Sum' }),
    recoveriesTimedOut: machines.recovery.metricTimedOut({ period: minute, statistic: 'Sum' }),
    deadLetters: deadLetters.queue.metricApproximateNumberOfMessagesVisible({ period: minute, statistic: 'Maximum' }),
  } satisfies Record<string, IMetric>;
}

export type PlatformMetrics = ReturnType<typeof platformMetrics>;

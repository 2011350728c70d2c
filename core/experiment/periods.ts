/** Periods that CloudWatch has. Source: PutMetricAlarm and GetMetricData, parameter Period. */
import type { Millis } from '../ports/clock.ts';

interface PeriodRule {
  /** What is allowed instead, or undefined for a period that CloudWatch takes. */
  check(period: Millis): string | undefined;
}

const rule = (seconds: readonly number[], allowed: string): PeriodRule => ({
  check: (period) =>
    period > 0 && (period % 60_000 === 0 || seconds.some((each) => each * 1000 === period)) ? undefined : allowed,
});

export const metricPeriod = rule([1, 5, 10, 20, 30], 'PT1S, PT5S, PT10S, PT20S, PT30S, or whole minutes such as PT1M');
export const alarmPeriod = rule([10, 20, 30], 'PT10S, PT20S, PT30S, or whole minutes such as PT1M');

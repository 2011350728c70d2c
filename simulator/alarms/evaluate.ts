/**
 * How CloudWatch decides an alarm's state from its datapoints ("Using Amazon CloudWatch
 * alarms", sections on M out of N and on missing data).
 */
import type { AlarmStateValue } from '../cloud.ts';
import type { AlarmModel } from '../model.ts';

/**
 * CloudWatch looks at more periods than it needs, in case some are missing; how many is
 * not published, and its own examples show two more.
 */
export const extraPeriods = 2;

export type AlarmRule = Pick<AlarmModel, 'comparison' | 'threshold' | 'breaching' | 'of' | 'missingData'>;

export function breaches(rule: Pick<AlarmRule, 'comparison' | 'threshold'>, value: number): boolean {
  switch (rule.comparison) {
    case 'above':
      return value > rule.threshold;
    case 'atLeast':
      return value >= rule.threshold;
    case 'below':
      return value < rule.threshold;
    case 'atMost':
      return value <= rule.threshold;
  }
}

/**
 * @param range the last `of + extraPeriods` periods, oldest first; undefined where there is no datapoint.
 *
 * With `of` real datapoints or more, the newest decide and missing data plays no part.
 * With fewer, missing ones are filled in as breaching or not breaching; or, for `missing`
 * and `ignore`, one good datapoint settles it, and when all there are breach, `missing`
 * goes into ALARM once the oldest of them is `breaching` periods old (it does not wait
 * for data that may never come), while `ignore` stays. Enough breaching ones are an ALARM
 * whatever the treatment.
 */
export function decide(
  rule: AlarmRule,
  range: readonly (number | undefined)[],
  current: AlarmStateValue,
): AlarmStateValue {
  const real = range.filter((value) => value !== undefined).slice(-rule.of);
  const breaching = real.filter((value) => breaches(rule, value)).length;
  if (breaching >= rule.breaching) return 'ALARM';
  if (real.length >= rule.of) return 'OK';
  switch (rule.missingData) {
    case 'breaching':
      return breaching + rule.of - real.length >= rule.breaching ? 'ALARM' : 'OK';
    case 'notBreaching':
      return 'OK';
    case 'ignore':
      return real.length > breaching ? 'OK' : current;
    case 'missing': {
      if (real.length === 0) return 'INSUFFICIENT_DATA';
      if (real.length > breaching) return 'OK';
      const age = range.length - range.findIndex((value) => value !== undefined);
      return age >= rule.breaching ? 'ALARM' : 'OK';
    }
  }
}

/** State reasons in CloudWatch's words. */
import type { AlarmStateValue } from '../cloud.ts';
import type { AlarmModel } from '../model.ts';
import { breaches } from './evaluate.ts';

const words: Readonly<Record<AlarmModel['comparison'], string>> = {
  above: 'greater than',
  atLeast: 'greater than or equal to',
  below: 'less than',
  atMost: 'less than or equal to',
};

/** @param range as for `decide`. */
export function reasonFor(alarm: AlarmModel, range: readonly (number | undefined)[], state: AlarmStateValue): string {
  const real = range.filter((value) => value !== undefined).slice(-alarm.of);
  const shown = real.map((value) => String(Math.round(value * 1000) / 1000)).join(', ');
  const hits = real.filter((value) => breaches(alarm, value)).length;
  const missing = Math.max(0, alarm.of - real.length);
  const treated =
    missing === 0 ? '' : `; ${missing} of ${alarm.of} datapoints missing, treated as ${alarm.missingData}`;
  if (state === 'INSUFFICIENT_DATA') return `Insufficient Data: ${missing} of ${alarm.of} datapoints were unknown`;
  if (real.length === 0) return `Threshold Crossed: no datapoints were received for ${alarm.of} periods${treated}`;
  const counted = state === 'ALARM' ? hits : real.length - hits;
  const relation = `${state === 'ALARM' ? '' : 'not '}${words[alarm.comparison]} the threshold (${alarm.threshold})`;
  return `Threshold Crossed: ${counted} of the last ${real.length} datapoints [${shown}] ${counted === 1 ? 'was' : 'were'} ${relation}${treated}`;
}

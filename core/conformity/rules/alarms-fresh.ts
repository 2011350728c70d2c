import { spanOf } from '../../experiment/durations.ts';
import { isKnown } from '../known.ts';
import { conforms, finding, notEvaluated, rule } from '../rule.ts';

/** Datapoints may be this late for reasons of CloudWatch's own. */
const publication = 5 * 60_000;
const periods = 3;

export const alarmsFresh = rule({
  rule: 'alarms-fresh',
  asks: 'an alarm has data to judge by, no older than three of its periods',
  severity: 'high',
  of: ['alarm'],
  proof: 'error-injection',
  judge({ state, period, newest, metrics }, { estate }) {
    // A composite alarm is as fresh as the alarms that it is made of, each of which is judged.
    if (isKnown(metrics) && metrics.length === 0) return undefined;
    if (newest !== undefined && !isKnown(newest)) return notEvaluated(newest.notKnown);
    const remedy = 'see whether what publishes its metric still runs; delete the alarm if nothing ever will again';
    const expected = `data no older than ${spanOf(periods * period + publication)}`;
    if (newest === undefined)
      return finding(
        state === 'INSUFFICIENT_DATA' ? 'it has no data' : `it is ${state}, and its metric has no recent data`,
        expected,
        remedy,
      );
    const age = estate.at - newest - period;
    if (age <= periods * period + publication) return conforms;
    return finding(`the newest period that it judges ended ${spanOf(age)} ago`, expected, remedy);
  },
});

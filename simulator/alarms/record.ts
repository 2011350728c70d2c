import type { AlarmStateValue } from '../cloud.ts';
import type { AlarmModel, Instant } from '../model.ts';

/** What is kept of an alarm. JSON-safe. */
export interface AlarmRecord {
  readonly name: string;
  state: AlarmStateValue;
  since: Instant;
  reason: string;
  /** End of the newest period that has been evaluated. */
  evaluatedTo: Instant;
  lastDatapointAt: Instant | null;
}

/**
 * First evaluated when as many periods as it looks at have passed: what was before the
 * world began is not missing data.
 */
export const newAlarm = (alarm: AlarmModel, now: Instant): AlarmRecord => ({
  name: alarm.name,
  state: 'INSUFFICIENT_DATA',
  since: now,
  reason: 'Unchecked: Initial alarm creation',
  evaluatedTo: (Math.floor(now / alarm.period) + alarm.of - 1) * alarm.period,
  lastDatapointAt: null,
});

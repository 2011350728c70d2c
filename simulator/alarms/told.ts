/** Alarms that others raise: an incident, a deployment under way. How they stand follows from the time alone. */
import type { AlarmView } from '../cloud.ts';
import type { Plane } from '../control-plane/plane.ts';
import type { Instant, ToldAlarmModel } from '../model.ts';
import { stopGuarded } from './evaluation.ts';

const nobody = 'nobody has raised it';

const stretchAt = ({ raised }: ToldAlarmModel, at: Instant) =>
  raised.find(({ from, until }) => from <= at && at < until);

export const isRaised = (alarm: ToldAlarmModel, at: Instant): boolean => stretchAt(alarm, at) !== undefined;

/** The instants at which any of them may change. */
const turns = (told: readonly ToldAlarmModel[]): readonly Instant[] =>
  told.flatMap(({ raised }) => raised.flatMap(({ from, until }) => [from, until]));

/** The next of them after now; Infinity when there is none. */
export const nextTold = (told: readonly ToldAlarmModel[], now: Instant): Instant =>
  turns(told).reduce((next, at) => (at > now && at < next ? at : next), Number.POSITIVE_INFINITY);

/** As DescribeAlarms shows one that judges no metric. */
export function toldView(alarm: ToldAlarmModel, now: Instant): AlarmView {
  const past = turns([alarm]).filter((at) => at <= now && isRaised(alarm, at) !== isRaised(alarm, at - 1));
  const { name } = alarm;
  const stretch = stretchAt(alarm, now);
  return {
    name,
    state: stretch ? 'ALARM' : 'OK',
    since: Math.max(0, ...past),
    reason: stretch?.reason ?? nobody,
    period: 60_000,
    breaching: 1,
    of: 1,
    missingData: 'notBreaching',
  };
}

/** Announces those that change at this instant. One that goes into ALARM stops experiments. */
export function announceTold({ model, state, announced, ...rest }: Plane): void {
  for (const alarm of model.told ?? []) {
    const raised = isRaised(alarm, state.now);
    if (raised === isRaised(alarm, state.now - 1)) continue;
    const { name, state: stands, reason } = toldView(alarm, state.now);
    announced.push({ type: 'alarm', at: state.now, name, state: stands, reason });
    if (raised) stopGuarded({ model, state, announced, ...rest }, name);
  }
}

/** The checks, in the order in which their findings are told. Adding one is a file in `checks` and a line here. */
import { actions } from './checks/actions.ts';
import { composite } from './checks/composite.ts';
import { fastPeriod } from './checks/fast-period.ts';
import { fewDatapoints } from './checks/few-datapoints.ts';
import { hidesOutage } from './checks/hides-outage.ts';
import { inAlarm } from './checks/in-alarm.ts';
import { nearThreshold } from './checks/near-threshold.ts';
import { neverCrossed } from './checks/never-crossed.ts';
import { noData } from './checks/no-data.ts';
import { notCovering } from './checks/not-covering.ts';
import { otherZone } from './checks/other-zone.ts';
import { tooSlow } from './checks/too-slow.ts';
import type { Check, StateCheck } from './finding.ts';

/** Of an alarm as it stands at the moment. Each refuses. */
export const stateChecks: readonly StateCheck[] = [composite, inAlarm, noData];

/** Of what an alarm is made of, whatever its state. */
export const checks: readonly Check[] = [
  notCovering,
  otherZone,
  tooSlow,
  hidesOutage,
  neverCrossed,
  nearThreshold,
  fewDatapoints,
  fastPeriod,
  actions,
];

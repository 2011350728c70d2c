/** What a linter of stop conditions finds, and what it looks at. */
import type { MetricQuery } from '../experiment/schema/probes.ts';
import type { Instant, Millis } from '../ports/clock.ts';
import type { AlarmObservation } from '../ports/metrics.ts';

/**
 * `refuses`: a run with such an alarm does not begin. `disqualifies`: the alarm alone is no
 * stop condition; a run with no other is refused. `warns`: a person should know.
 */
export type Weight = 'refuses' | 'disqualifies' | 'warns';

export interface Finding {
  readonly check: string;
  readonly alarm: string;
  readonly weight: Weight;
  /** One clause that begins with what the alarm is or does, and ends with what to do. */
  readonly says: string;
}

export const sentenceOf = ({ alarm, says }: Pick<Finding, 'alarm' | 'says'>): string => `alarm ${alarm} ${says}`;

/** What a run touches, as far as it is known: of a plan all of it, of a file alone what it writes down. */
export interface Touched {
  /** The experiment's own. */
  readonly service: string;
  /** Services that the touched resources are of, by their tags. */
  readonly services: readonly string[];
  /** Names, groups and ids of touched resources. */
  readonly resources: readonly string[];
  /** Ids of zones that touched resources stand in. */
  readonly zones: readonly string[];
  /** Metrics that the hypothesis is measured by. */
  readonly probed: readonly Pick<MetricQuery, 'namespace' | 'metric' | 'dimensions'>[];
  /** Of each wave, when it begins after the first, and how long its longest fault lasts that can be stopped. */
  readonly waves: readonly { readonly begins: Millis; readonly lasts: Millis }[];
}

export interface Subject {
  readonly alarm: AlarmObservation;
  readonly touched: Touched;
}

export interface Check {
  readonly check: string;
  /** Pure. */
  look(subject: Subject): Pick<Finding, 'weight' | 'says'> | undefined;
}

/** Of an alarm as it stands now: nobody knows of a world that has not begun. */
export interface StateCheck {
  readonly check: string;
  /** What refuses, or undefined. */
  look(alarm: AlarmObservation, now: Instant): string | undefined;
}

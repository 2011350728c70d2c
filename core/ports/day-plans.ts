import type { DayPlan } from '../monkey/day-plan.ts';

/** The account and Region that a day was planned for: each has a record of its own. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** What a monkey planned, day by day. No port of the lifecycle. */
export interface DayPlans {
  /** The first record of a monkey, date and place stands: answers that one. */
  keep(plan: DayPlan, place: Place): Promise<DayPlan>;
  /** Of dates from `from` on, oldest first, of all places. */
  list(monkey: string, from: string): Promise<readonly DayPlan[]>;
  /** Of one date, of all places. */
  on(monkey: string, date: string): Promise<readonly DayPlan[]>;
}

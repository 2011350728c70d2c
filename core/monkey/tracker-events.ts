/** What trackers are told of a monkey's day, as entries for event buses. At least once. */
import type { DayPlan, Declined, PlannedKill } from './day-plan.ts';
import type { MonkeyDefinition, TrackedEvent } from './schema/monkey.ts';

export type Trackers = NonNullable<MonkeyDefinition['trackers']>;

/** As `events:PutEvents` takes it; `Detail` is an object that whoever puts it writes as JSON. */
export interface TrackerEntry {
  readonly EventBusName: string;
  readonly Source: 'squall.monkey';
  readonly DetailType: string;
  readonly Detail: Readonly<Record<string, unknown>>;
}

/** Of what is known when a day is planned. What becomes of a kill is in its run's notices. */
const types = { planned: 'Squall Kill Planned', declined: 'Squall Kill Declined' } as const satisfies Partial<
  Record<TrackedEvent, string>
>;

/** What a deployed platform tells trackers. */
export const toldEvents = Object.keys(types) as readonly (keyof typeof types)[];

function entries(
  trackers: Trackers,
  event: keyof typeof types,
  Detail: TrackerEntry['Detail'],
): readonly TrackerEntry[] {
  return trackers
    .filter(({ events }) => events === undefined || events.includes(event))
    .map(({ eventBus }) => ({ EventBusName: eventBus, Source: 'squall.monkey', DetailType: types[event], Detail }));
}

/** @param kills that are scheduled; what is leashed is told of as planned, and marked */
export const ofDay = (
  trackers: Trackers,
  plan: Pick<DayPlan, 'declined' | 'leashed' | 'monkey' | 'date'>,
  kills: readonly PlannedKill[],
): readonly TrackerEntry[] => [
  ...kills.flatMap((kill) => entries(trackers, 'planned', { ...planned(kill), leashed: false })),
  ...plan.leashed.flatMap((kill) => entries(trackers, 'planned', { ...planned(kill), leashed: true })),
  ...plan.declined.flatMap((one) => entries(trackers, 'declined', declined(plan, one))),
];

const planned = ({ monkey, date, at, runId, group, region, zone }: PlannedKill) => ({
  monkey,
  date,
  at: new Date(at).toISOString(),
  runId,
  group: group.id,
  ...(group.owner !== undefined && { owner: group.owner }),
  region,
  ...(zone !== undefined && { zone }),
});

const declined = ({ monkey, date }: Pick<DayPlan, 'monkey' | 'date'>, { group, rule, why, at }: Declined) => ({
  monkey,
  date,
  at: new Date(at).toISOString(),
  group: group.id,
  rule,
  why,
});

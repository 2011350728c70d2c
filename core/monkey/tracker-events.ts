/** What trackers are told of a monkey's day and of its kills, as entries for event buses. At least once. */
import type { RunRecord } from '../history/run-record.ts';
import type { DayPlan, Declined, PlannedKill } from './day-plan.ts';
import { killTags } from './experiment-of.ts';
import type { MonkeyDefinition, TrackedEvent } from './schema/monkey.ts';

export type Trackers = NonNullable<MonkeyDefinition['trackers']>;

/** As `events:PutEvents` takes it; `Detail` is an object that whoever puts it writes as JSON. */
export interface TrackerEntry {
  readonly EventBusName: string;
  readonly Source: 'squall.monkey';
  readonly DetailType: string;
  readonly Detail: Readonly<Record<string, unknown>>;
}

const types: Readonly<Record<TrackedEvent, string>> = {
  planned: 'Squall Kill Planned',
  declined: 'Squall Kill Declined',
  started: 'Squall Kill Started',
  ended: 'Squall Kill Ended',
};

const asked = (trackers: Trackers, event: TrackedEvent): Trackers =>
  trackers.filter(({ events }) => events === undefined || events.includes(event));

const entries = (trackers: Trackers, event: TrackedEvent, Detail: TrackerEntry['Detail']): readonly TrackerEntry[] =>
  asked(trackers, event).map(({ eventBus }) => ({
    EventBusName: eventBus,
    Source: 'squall.monkey',
    DetailType: types[event],
    Detail,
  }));

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

/** Of a kill's run that holds its lease. None of a run that was refused: it has ended and never started. */
export function ofStart(trackers: Trackers, record: RunRecord): readonly TrackerEntry[] {
  if (!record.lease) return [];
  return entries(trackers, 'started', { ...runOf(record), at: iso(record.lease.from) });
}

/** Of a kill's run with its terminal record: what it showed, or why it was refused. */
export function ofEnd(trackers: Trackers, record: RunRecord): readonly TrackerEntry[] {
  if (!record.terminal) return [];
  const { at, end, verdict, recovery, reason } = record.terminal;
  return entries(trackers, 'ended', { ...runOf(record), at: iso(at), end, verdict, recovery, reason });
}

/** Whether any of them wants to hear what becomes of kills once they are planned. */
export const followsRuns = (trackers: Trackers): boolean =>
  asked(trackers, 'started').length > 0 || asked(trackers, 'ended').length > 0;

const iso = (at: number): string => new Date(at).toISOString();

const planned = ({ monkey, date, at, runId, group, region, zone }: PlannedKill) => ({
  monkey,
  date,
  at: iso(at),
  runId,
  group: group.id,
  ...(group.owner !== undefined && { owner: group.owner }),
  region,
  ...(zone !== undefined && { zone }),
});

const declined = ({ monkey, date }: Pick<DayPlan, 'monkey' | 'date'>, { group, rule, why, at }: Declined) => ({
  monkey,
  date,
  at: iso(at),
  group: group.id,
  rule,
  why,
});

/** Named as a planned kill is, so that one can be found by the other. */
function runOf({ runId, owner, plan }: RunRecord) {
  const { [killTags.monkey]: monkey, [killTags.group]: group } = plan.definition.metadata.tags ?? {};
  return { monkey, date: plan.parameters.date, runId, group, owner };
}

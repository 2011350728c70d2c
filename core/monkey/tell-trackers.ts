/** A kill's run has started or ended: the trackers of its day are told. At least once, as the notice of it came. */
import type { DayPlans } from '../ports/day-plans.ts';
import type { Notice } from '../ports/notices.ts';
import type { Runs } from '../ports/runs.ts';
import type { TrackerBuses } from '../ports/tracker-buses.ts';
import { killTags } from './experiment-of.ts';
import { ofEnd, ofStart, type TrackerEntry } from './tracker-events.ts';

export interface TellPorts {
  readonly runs: Pick<Runs, 'load'>;
  readonly days: Pick<DayPlans, 'on'>;
  readonly buses: TrackerBuses;
}

/** Notices of runs that say that one has started, or how it ended. */
export const followedNotices = [
  'started',
  'refused',
  'aborted',
  'concluded',
] as const satisfies readonly Notice['kind'][];
export type FollowedNotice = (typeof followedNotices)[number];

/**
 * Whom to tell stands in the record of the day that planned the kill: those that heard of it then.
 * @returns what was told: nothing of a run that is no kill
 * @throws what the ports throw, so that the notice is delivered again
 */
export async function tellTrackers(
  runId: string,
  kind: FollowedNotice,
  { runs, days, buses }: TellPorts,
): Promise<readonly TrackerEntry[]> {
  const record = await runs.load(runId);
  const { [killTags.monkey]: monkey } = record?.plan.definition.metadata.tags ?? {};
  const date = record?.plan.parameters.date;
  if (!record || monkey === undefined || typeof date !== 'string') return [];
  const day = (await days.on(monkey, date)).find(({ kills }) => kills.some((kill) => kill.runId === runId));
  const of = kind === 'started' ? ofStart : ofEnd;
  const told = of(day?.trackers ?? [], record);
  if (told.length > 0) await buses.put(told);
  return told;
}

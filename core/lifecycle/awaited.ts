/** What a wave waits for, looked at once: what has come about, what has not in its time, what is still open. */
import { iso } from '../experiment/durations.ts';
import { approvalsFor } from '../history/approval.ts';
import type { JournalEntry, JournalEvent } from '../history/journal.ts';
import type { RunRecord } from '../history/run-record.ts';
import type { PlannedAwait } from '../plan/plan.ts';
import type { Instant } from '../ports/clock.ts';
import type { Ports } from '../ports/ports.ts';
import { clockTime } from '../steady-state/breach.ts';
import { type OpenAwait, openAwaits } from './awaiting.ts';
import { alarmStates } from './look.ts';

type Awaited = Extract<JournalEvent, { type: 'awaited' }>;

/** One line for each that is over by now, met or given up; none for one that is still open. */
export async function lookAtAwaits(
  record: RunRecord,
  wave: number,
  journal: readonly JournalEntry[],
  now: Instant,
  ports: Pick<Ports, 'metrics'>,
): Promise<readonly Awaited[]> {
  const found: Awaited[] = [];
  for (const open of openAwaits(record, wave, journal)) {
    const seen = await lookAt(open, record, journal, now, ports);
    if (seen) found.push(seen);
  }
  return found;
}

async function lookAt(
  open: OpenAwait,
  record: RunRecord,
  journal: readonly JournalEntry[],
  now: Instant,
  ports: Pick<Ports, 'metrics'>,
): Promise<Awaited | undefined> {
  const { awaits, until } = open;
  const { what, within } = awaits;
  if (what.kind === 'time')
    return now < until ? undefined : met(awaits, until, `${iso(within)} had passed at ${clockTime(until)}`);
  const seen = what.kind === 'alarms' ? await byAlarm(what, open, journal, now, ports) : byPeople(what, open, record);
  if ('since' in seen) return met(awaits, seen.since, seen.why);
  if (now < until) return undefined;
  const ends = awaits.otherwise === 'end' && { ends: true as const };
  return { type: 'awaited', stepId: awaits.id, met: false, ...ends, why: seen.why };
}

const met = ({ id }: PlannedAwait, since: Instant, why: string): Awaited => ({
  type: 'awaited',
  stepId: id,
  met: true,
  since,
  why,
});

type Seen = { readonly since: Instant; readonly why: string } | { readonly why: string };
type What<K extends PlannedAwait['what']['kind']> = Extract<PlannedAwait['what'], { kind: K }>;

/**
 * The first that changed to the state counts, since when it did so; no earlier than the faults
 * that it tells of, or than the wait where nothing was injected before it. One that cannot be
 * read, or that is OK by data of long ago, tells nothing.
 */
async function byAlarm(
  { alarms, state: wanted }: What<'alarms'>,
  { from, until, awaits }: OpenAwait,
  journal: readonly JournalEntry[],
  now: Instant,
  ports: Pick<Ports, 'metrics'>,
): Promise<Seen> {
  const seen = await alarmStates(alarms, now, ports);
  const began = Math.min(from, journal.find(({ type }) => type === 'injected')?.at ?? from);
  const there = seen
    .filter(({ state }) => state === wanted)
    .map(({ name, since = from }) => ({ name, since: since < began ? from : since }))
    .filter(({ since }) => since <= until)
    .sort((a, b) => a.since - b.since);
  const [first] = there;
  if (first) return { since: first.since, why: `alarm ${first.name} was in ${wanted} at ${clockTime(first.since)}` };
  const others = seen.map(({ name, state }) => `${name} ${stateWords[state] ?? `was ${state}`}`).join(', ');
  return { why: `no alarm was in ${wanted} within ${iso(awaits.within)}: ${others}` };
}

const stateWords: Readonly<Record<string, string>> = {
  MISSING: 'could not be found',
  STALE: 'was OK by data of long ago, which tells nothing',
};

/** Those that came in time, whoever looks how late. */
function byPeople({ count }: What<'approvals'>, { awaits, until }: OpenAwait, { approvals }: RunRecord): Seen {
  const given = approvalsFor(awaits.id, approvals).filter(({ at }) => at < until);
  const last = given[count - 1];
  if (last) {
    const people = given.slice(0, count).map(({ by }) => by);
    return { since: last.at, why: `${people.join(' and ')} approved, the last at ${clockTime(last.at)}` };
  }
  return { why: `${given.length} of ${count} approvals came within ${iso(awaits.within)}` };
}

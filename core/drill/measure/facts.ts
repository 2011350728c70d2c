/** What a run's history says of its drill, in the order of time, whatever order it was written in. */
import type { Probe } from '../../experiment/schema/probes.ts';
import type { JournalEntry, Sample } from '../../history/journal.ts';
import type { LedgerEntry } from '../../history/ledger.ts';
import type { RunHistory } from '../../history/run-history.ts';
import type { RunRecord } from '../../history/run-record.ts';
import type { Instant } from '../../ports/clock.ts';
import { ownSteps } from '../experiment-of.ts';
import type { DrillTerms } from '../schema/terms.ts';

type Of<T extends JournalEntry['type']> = Extract<JournalEntry, { type: T }>;

export interface Facts {
  readonly record: RunRecord;
  readonly terms: DrillTerms;
  /** Oldest first. */
  readonly journal: readonly JournalEntry[];
  /** What took the place away, in the order of intent. */
  readonly loss: readonly LedgerEntry[];
  readonly movers: readonly LedgerEntry[];
  /** The first intent of the loss; without one, of a mover. */
  readonly lost: Instant;
  readonly moved?: Instant;
  /** The last mover was seen to have been started. Missing: not all of them were. */
  readonly allMoved?: Instant;
  /** The hold was over. Missing: the run ended before. */
  readonly held?: Instant;
  /** Until when the other place was looked at while it carried the load: the hold's end, or the run's before it. */
  readonly until: Instant;
  /** The last that the history tells of. */
  readonly end: Instant;
}

/** Undefined for what is no drill, and for a drill in which nothing was changed. */
export function factsOf(history: RunHistory): Facts | undefined {
  const { record } = history;
  const terms = record.plan.definition.drill;
  if (!terms) return undefined;
  const journal = [...history.journal].sort((a, b) => a.at - b.at);
  const ledger = [...history.ledger].sort((a, b) => a.intendedAt - b.intendedAt);
  const moving = new Set(record.plan.steps.flatMap(({ id, moves }) => (moves ? [id] : [])));
  const loss = ledger.filter(({ stepId }) => !moving.has(stepId));
  const movers = ledger.filter(({ stepId }) => moving.has(stepId));
  const lost = (loss[0] ?? movers[0])?.intendedAt;
  if (lost === undefined) return undefined;
  const held = awaitedIn(journal, ownSteps.hold);
  const end = Math.max(record.terminal?.at ?? lost, journal.at(-1)?.at ?? lost, lost);
  const heldUntil = held?.met ? Math.max(lost, held.since ?? held.at) : undefined;
  const stopped = record.cause?.at ?? entries(journal, 'handed-over')[0]?.at ?? record.epochRaisedAt ?? end;
  return {
    record,
    terms,
    journal,
    loss,
    movers,
    lost,
    ...given('moved', movers[0] && Math.max(lost, movers[0].intendedAt)),
    ...given('allMoved', lastMoved(record, movers, lost)),
    ...given('held', heldUntil),
    until: heldUntil ?? Math.max(lost, stopped),
    end,
  };
}

export const entries = <T extends JournalEntry['type']>(journal: readonly JournalEntry[], type: T) =>
  journal.filter((entry): entry is Of<T> => entry.type === type);

/** What was told of a step that waits: that it came about, if anything said so, or the last that was said. */
export function awaitedIn(journal: readonly JournalEntry[], stepId: string): Of<'awaited'> | undefined {
  const told = entries(journal, 'awaited').filter((entry) => entry.stepId === stepId);
  return told.find(({ met }) => met) ?? told.at(-1);
}

/** Judged samples with a value of one probe whatever the phase, each once, oldest first. */
export function judgedSamples({ journal }: Pick<Facts, 'journal'>, probe: Pick<Probe, 'id'>): readonly Sample[] {
  const found = new Map<Instant, Sample>();
  for (const { samples } of entries(journal, 'sampled'))
    for (const sample of samples)
      if (sample.probe === probe.id && sample.value !== undefined && sample.ok !== undefined)
        found.set(sample.at, sample);
  return [...found.values()].sort((a, b) => a.at - b.at);
}

function lastMoved({ plan }: RunRecord, movers: readonly LedgerEntry[], lost: Instant): Instant | undefined {
  const planned = plan.steps.filter(({ moves }) => moves);
  const confirmed = movers.flatMap(({ confirmedAt }) => confirmedAt ?? []);
  return planned.length > 0 && confirmed.length >= planned.length ? Math.max(lost, ...confirmed) : undefined;
}

const given = <K extends string>(key: K, value: Instant | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: Instant };

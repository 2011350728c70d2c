/** The instants that a run hangs on, read from its journal. */
import type { JournalEntry } from '../../../core/history/journal.ts';
import type { RunHistory } from '../../../core/history/run-history.ts';
import type { Instant } from '../../../core/ports/clock.ts';

export interface RunTimes {
  readonly startedAt: Instant;
  /** The first wave was in place. */
  readonly injectedAt?: Instant;
  /** Injection was over: settled, or recovery was asked for. */
  readonly endedAt?: Instant;
  readonly undoStartedAt?: Instant;
  /** The last ledger entry was confirmed undone. */
  readonly undoneAt?: Instant;
  /** Steady state was back and had held, or was given up. */
  readonly recoveryJudgedAt?: Instant;
  /** From the end of injection until steady state was back, in milliseconds. */
  readonly recoveredAfter?: number;
  readonly finishedAt?: Instant;
  readonly lastAt: Instant;
}

type Of<T extends JournalEntry['type']> = Extract<JournalEntry, { type: T }>;

export const entriesOf = <T extends JournalEntry['type']>(journal: readonly JournalEntry[], type: T) =>
  journal.filter((entry): entry is Of<T> => entry.type === type);

const given = <K extends string>(key: K, value: number | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: number };

export function timesOf({ record, journal, ledger }: RunHistory): RunTimes {
  const first = (type: JournalEntry['type']) => entriesOf(journal, type)[0]?.at;
  const injectedAt =
    first('injected') ??
    minimum(ledger.flatMap((e) => e.confirmedAt ?? [])) ??
    // The answer was lost: the intent is the earliest that it can have begun.
    minimum(ledger.map((e) => e.intendedAt));
  const recovered = entriesOf(journal, 'recovered').at(-1);
  const endedAt = first('settled') ?? record.cause?.at ?? record.terminal?.cause?.at;
  return {
    startedAt: record.proposedAt,
    ...given('injectedAt', injectedAt),
    ...given('endedAt', injectedAt === undefined ? undefined : endedAt),
    ...given('undoStartedAt', first('undoing')),
    ...given('undoneAt', maximum(ledger.flatMap((e) => e.undoneAt ?? []))),
    ...given('recoveryJudgedAt', recovered?.at ?? entriesOf(journal, 'not-recovered').at(-1)?.at),
    ...given('recoveredAfter', recovered?.after),
    ...given('finishedAt', record.terminal?.at),
    lastAt: maximum([record.proposedAt, record.terminal?.at ?? 0, ...journal.map((e) => e.at)]) ?? record.proposedAt,
  };
}

const minimum = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((a, b) => Math.min(a, b));
const maximum = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((a, b) => Math.max(a, b));

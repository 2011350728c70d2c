/** The instants that a run hangs on, read from its journal. */

import type { JournalEntry } from '../../../core/history/journal.ts';
import { isAfterwards } from '../../../core/history/left-behind.ts';
import type { RunHistory } from '../../../core/history/run-history.ts';
import { faultWindow } from '../../../core/lifecycle/fault-window.ts';
import type { Instant } from '../../../core/ports/clock.ts';

export interface RunTimes {
  readonly startedAt: Instant;
  /** From the first intent on, faults could act. */
  readonly injectedAt?: Instant;
  /** Injection was over: settled, or recovery was asked for. */
  readonly endedAt?: Instant;
  /** The first look that found no fault active any more: what recovery counts from. */
  readonly faultsEndedAt?: Instant;
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
  const ofRun = journal.filter((entry) => !isAfterwards(entry));
  const window = faultWindow(journal, ledger);
  const { injectedAt } = window;
  const recovered = entriesOf(journal, 'recovered').at(-1);
  const cause = record.cause ?? record.terminal?.cause;
  // Each wave settles; the last one ends the injection, unless something else does before.
  const settled =
    cause === undefined || cause.kind === 'settled' ? entriesOf(journal, 'settled').at(-1)?.at : undefined;
  const endedAt = settled ?? cause?.at ?? window.endedAt;
  return {
    startedAt: record.proposedAt,
    ...given('injectedAt', injectedAt),
    ...given('endedAt', injectedAt === undefined ? undefined : endedAt),
    ...given('faultsEndedAt', window.endedAt),
    ...given('undoneAt', maximum(ledger.flatMap((e) => e.undoneAt ?? []))),
    ...given('recoveryJudgedAt', recovered?.at ?? entriesOf(journal, 'not-recovered').at(-1)?.at),
    ...given('recoveredAfter', recovered?.after),
    ...given('finishedAt', record.terminal?.at),
    lastAt: maximum([record.proposedAt, record.terminal?.at ?? 0, ...ofRun.map((e) => e.at)]) ?? record.proposedAt,
  };
}

const maximum = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((a, b) => Math.max(a, b));

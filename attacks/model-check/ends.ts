/** The ends that an exploration comes to, to hold a reduced one against one of all orders. */
import type { JournalEntry } from '../../core/history/journal.ts';
import type { LedgerEntry } from '../../core/history/ledger.ts';
import type { RunRecord } from '../../core/history/run-record.ts';
import type { OfRun } from './cells.ts';
import { type Explored, type ExploreOptions, explore } from './explore.ts';
import type { Model } from './model.ts';
import type { Moment } from './moment.ts';
import type { Execution, StandingFault } from './world.ts';

export interface Ends {
  readonly explored: Explored;
  /** Each once, sorted. */
  readonly ends: readonly string[];
}

export async function endsOf(options: ExploreOptions): Promise<Ends> {
  const ends = new Set<string>();
  const onEnd = (model: Model, moment: Moment) => ends.add(endOf(model, moment));
  const explored = await explore({ ...options, everything: true, onEnd });
  return { explored, ends: [...ends].sort() };
}

/** How each run ended, but for the minute of it: a call that nobody can tell the time of is made at once. */
function endOf(model: Model, { cells }: Moment): string {
  const rows = <Row>(name: OfRun, runId: string) =>
    model.rows(cells[model.layout.slotOf(name, runId)]!) as readonly [string, Row][];
  return model.layout.runIds
    .map((runId) => {
      const [record] = rows<RunRecord>('record', runId).map(([, row]) => row);
      const { at: _, cause, ...terminal } = record?.terminal ?? { at: 0 };
      return JSON.stringify([
        [record?.phase, record?.epoch, record?.recovery.attempt, record?.cause?.kind, terminal],
        rows<LedgerEntry>('entries', runId).map(([id, { state, proof }]) => [id, state, proof?.result]),
        rows('leftovers', runId).map(([id]) => id),
        rows<JournalEntry>('journal', runId)
          .map(([key, { type }]) => key + type)
          .sort(),
        rows<StandingFault>('faults', runId).map(([token, { state, late }]) => [token, state, late]),
        rows<Execution>('experiment', runId).map(([name, { state }]) => [name, state.state === 'ended' && state.how]),
        rows<Execution>('recoveries', runId).map(([name, { state }]) => [name, state.state === 'ended' && state.how]),
      ]);
    })
    .join('\n');
}

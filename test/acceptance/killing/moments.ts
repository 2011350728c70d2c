/** When a process is killed: at an instant of its life by the wall clock, or at one of its writes. */
import { stream } from '../../../simulator/engine/random.ts';

/** How often each statement was written in one whole life. */
export type Counts = Record<string, number>;

export interface StatementMoment {
  readonly statement: string;
  /** The n-th of its text, from 1. */
  readonly count: number;
  readonly when: 'before' | 'after';
}

export interface SignalAt extends StatementMoment {
  readonly signal: 'SIGKILL' | 'SIGINT';
}

export type Moment = { readonly after: number } | StatementMoment;

export interface Life {
  readonly counts: Counts;
  /** Milliseconds of the wall clock. */
  readonly lasts: number;
}

/**
 * Two of five by the clock, three of five at a write. Each text has the same chance, so
 * that what is written once (the arming, the conclusion) is met as often as what is
 * written always.
 */
export function momentsOf(seed: number, name: string, { counts, lasts }: Life): () => Moment {
  const random = stream(seed, name);
  const statements = Object.keys(counts).sort();
  return () => {
    if (random.int(5) < 2) return { after: Math.round(random.next() * lasts) };
    const statement = statements[random.int(statements.length)]!;
    return {
      statement,
      count: 1 + random.int(counts[statement]!),
      when: random.int(2) === 0 ? 'before' : 'after',
    };
  };
}

export const inWords = (moment: Moment): string =>
  'after' in moment ? `${moment.after} ms` : `${moment.when} ${moment.count}. ${moment.statement.slice(0, 60)}`;

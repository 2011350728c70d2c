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

/** By the clock: from its birth, or from its first output, when all that it needs is loaded. */
export interface ClockMoment {
  readonly after: number;
  readonly from: 'start' | 'output';
}

export type Moment = ClockMoment | StatementMoment;

export interface Life {
  readonly counts: Counts;
  /** Milliseconds of the wall clock, from its first output to its end. */
  readonly lasts: number;
}

/** Written once in the life of a file, not of a run. */
const ofTheFile = /^(?:CREATE|ALTER|PRAGMA|COMMIT of PRAGMA)/;

/**
 * Two of five by the clock, three of five at a write. Each text has the same chance, so
 * that what is written once (the arming, the conclusion) is met as often as what is
 * written always; those that make the file itself share a tenth.
 */
export function momentsOf(seed: number, name: string, { counts, lasts }: Life): () => Moment {
  const random = stream(seed, name);
  const statements = Object.keys(counts).sort();
  const making = statements.filter((statement) => ofTheFile.test(statement));
  const running = statements.filter((statement) => !ofTheFile.test(statement));
  return () => {
    if (random.int(5) < 2) return { after: Math.round(random.next() * lasts), from: 'output' };
    if (random.int(10) === 0) return { after: Math.round(random.next() * lasts), from: 'start' };
    const among = making.length > 0 && random.int(10) === 0 ? making : running;
    const statement = among[random.int(among.length)]!;
    return {
      statement,
      count: 1 + random.int(counts[statement]!),
      when: random.int(2) === 0 ? 'before' : 'after',
    };
  };
}

export const inWords = (moment: Moment): string =>
  'after' in moment
    ? `${moment.after} ms after its ${moment.from}`
    : `${moment.when} ${moment.count}. ${moment.statement.slice(0, 60)}`;

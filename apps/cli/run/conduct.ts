/** One run, from its start to its last word: shown as it goes, stopped or left on Ctrl-C, reported at the end. */
import type { JournalEntry } from '../../../core/history/journal.ts';
import type { RunHistory } from '../../../core/history/run-history.ts';
import type { Earlier } from '../../report/index.ts';
import { exitCodeOf, exitCodes } from '../exit-code.ts';
import { explain, Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { closing } from '../screen/closing.ts';
import { drillTrend } from '../screen/drill-trend.ts';
import { plainAll } from '../text/plain.ts';
import { nothingStarted } from './agreement.ts';
import type { Interrupts } from './interrupts.ts';
import type { Presenter } from './presenter.ts';
import { type ReportPlaces, writeReports } from './reports.ts';
import { type Result, resultOf } from './result.ts';
import type { Listener, UnderWay } from './under-way.ts';

export interface Conducted {
  readonly io: Io;
  readonly begin: (listener: Listener) => Promise<UnderWay>;
  /** Where it runs, in words. */
  readonly place: string;
  readonly seed: number;
  readonly places: ReportPlaces;
  readonly json: boolean;
  /** Of the platform, for the commands that are named. */
  readonly flags: string;
  /** Told as soon as the run has an id, whatever comes of it. */
  readonly onStarted: (runId: string) => void;
  /** What holds once it was left behind, and how to come back to it. */
  readonly left: (runId: string) => string;
  /** Runs that a report sets it beside. */
  readonly earlier: (history: RunHistory) => Promise<Earlier>;
}

export async function conduct(conducted: Conducted, presenter: Presenter, interrupts: Interrupts): Promise<Result> {
  const { io, begin, place, seed, json, onStarted } = conducted;
  if (interrupts.cameEarly()) return nothingStarted(io);
  // The first line names the run, so entries written while it starts wait for it.
  let waiting: JournalEntry[] | undefined = [];
  const run = await begin({
    ...presenter,
    entry: (entry) => (waiting ? void waiting.push(entry) : presenter.entry(entry)),
  });
  onStarted(run.runId);
  if (json) io.out(JSON.stringify({ type: 'started', runId: run.runId, where: place, seed }));
  for (const entry of waiting) presenter.entry(entry);
  waiting = undefined;

  const left = handleInterrupts(run, presenter, interrupts);
  let history: RunHistory | undefined;
  try {
    history = await Promise.race([run.finished, left]);
  } catch (error) {
    throw lost(error, conducted.left(run.runId));
  } finally {
    presenter.end();
    interrupts.answer(onceOver);
  }
  if (!history?.record.terminal) return detached(conducted, run.runId, history);
  return finish(conducted, history);
}

/** There is nothing left to stop: whatever is still to be written is written. */
const onceOver = { first() {}, second() {} };

/** Settles when the person has left the run behind. */
function handleInterrupts(run: UnderWay, presenter: Presenter, interrupts: Interrupts): Promise<undefined> {
  return new Promise((resolve, reject) => {
    interrupts.answer({
      first() {
        presenter.say('Stopping and rolling back. Ctrl-C again leaves the run to its lease.');
        run.stop('interrupted at the keyboard').catch(reject);
      },
      second() {
        run.detach().then(() => resolve(undefined), reject);
      },
    });
  });
}

/** Whatever went wrong here, what was changed may still be: that is no error with everything restored. */
function lost(error: unknown, left: string): Failure {
  if (error instanceof Failure) return error;
  const { text } = explain(error, false);
  return new Failure(`${text.replace(/^squall: /, '')}\n${left}`, exitCodes.unconfirmed);
}

function detached({ io, left }: Conducted, runId: string, history: RunHistory | undefined): Result {
  const reason = left(runId);
  io.err(reason);
  if (history) return resultOf(history, exitCodes.detached, [], reason);
  return { type: 'result', runId, exitCode: exitCodes.detached, reason };
}

/** A report that cannot be written is said, and spoils a success: whoever waits for it must not take the run for a good one. */
async function finish({ io, places, json, flags, earlier }: Conducted, history: RunHistory): Promise<Result> {
  const code = exitCodeOf(history.record.terminal!);
  const say = (lines: readonly string[]) => {
    if (!json) for (const line of lines) io.out(line);
  };
  const safe = plainAll(history);
  say(closing(safe, safe.record.terminal!, io.colours, io.width()));
  const named = ['', `Run      ${history.record.runId}`];
  try {
    const before = await earlier(history);
    say(drillTrend(safe.record, plainAll(before.records ?? []), flags, io.colours, io.width()));
    say(named.splice(0));
    const reports = await writeReports(history, places, before);
    const first = reports.find((path) => path.endsWith('.html')) ?? reports[0];
    if (first) say([`Report   ${first}`]);
    return resultOf(history, code, reports);
  } catch (error) {
    say(named);
    const { text } = explain(error, false);
    io.err(io.errorColours.red(`The report could not be written. ${text}`));
    return resultOf(history, code === exitCodes.held ? exitCodes.error : code, []);
  }
}

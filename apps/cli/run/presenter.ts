/** Three ways to show a run as it goes: a screen, lines, NDJSON. */
import type { JournalEntry } from '../../../core/history/journal.ts';
import type { Plan } from '../../../core/plan/plan.ts';
import type { Instant } from '../../../core/ports/clock.ts';
import type { Io } from '../io.ts';
import { openBlock } from '../screen/redraw.ts';
import { runScreen } from '../screen/run-screen.ts';
import { atTime, emptyView, type RunView, withEntry } from '../screen/run-view.ts';
import { nothingSaid, transitions } from '../screen/transitions.ts';
import { plain, plainAll } from '../text/plain.ts';
import { spoken, timeOfDay } from '../text/times.ts';
import { padStart } from '../text/width.ts';

export interface Presenter {
  entry(entry: JournalEntry): void;
  /** Virtual time went on. */
  tick(now: Instant): void;
  /** A word to the person at the keyboard, such as "stopping". */
  say(text: string): void;
  /** Nothing more comes; the streams are free again. */
  end(): void;
}

const frame = 100;

/** The one that fits where it is shown. */
export function presenterOf(
  io: Io,
  plan: Plan,
  where: string,
  { json, time = 'world' }: { readonly json?: true | undefined; readonly time?: RunView['time'] },
): Presenter {
  if (json) return jsonPresenter(io);
  return io.screen ? screenPresenter(io, plan, where, time) : linePresenter(io);
}

/** Redrawn in place, at most ten times a second of the wall clock. */
export function screenPresenter(
  io: Io,
  plan: Plan,
  where: string,
  time: RunView['time'],
  wallClock: () => number = Date.now,
): Presenter {
  const block = openBlock(io.write, io.height);
  let view = emptyView(plainAll(plan), plain(where), time);
  let drawnAt = Number.NEGATIVE_INFINITY;
  let frames = 0;
  const draw = () => {
    drawnAt = wallClock();
    frames += 1;
    block.draw(runScreen(view, { colours: io.colours, columns: io.width(), rows: io.height(), frame: frames }));
  };
  const soon = () => {
    if (wallClock() - drawnAt >= frame) draw();
  };
  draw();
  return {
    entry(entry) {
      view = withEntry(view, plainAll(entry));
      soon();
    },
    tick(now) {
      view = atTime(view, now);
      soon();
    },
    say(text) {
      view = { ...view, said: plain(text) };
      draw();
    },
    end() {
      draw();
      block.done();
    },
  };
}

/** One line a transition, with the world's time of day and the time since the run began. */
export function linePresenter(io: Io): Presenter {
  let said = nothingSaid;
  let began: Instant | undefined;
  return {
    entry(entry) {
      began ??= entry.at;
      const next = transitions(plainAll(entry), said);
      said = next.said;
      const stamp = `${timeOfDay(entry.at)}  ${padStart(`+${spoken(entry.at - began)}`, 8)}`;
      for (const line of next.lines) io.out(`${io.colours.dim(stamp)}  ${entry.step.padEnd(12)}  ${line}`);
    },
    tick() {},
    say: (text) => io.err(plain(text)),
    end() {},
  };
}

/** The journal as it is written, one JSON object a line. Whatever is said goes to stderr. */
export function jsonPresenter(io: Io): Presenter {
  return {
    entry: (entry) => io.out(JSON.stringify(entry)),
    tick() {},
    say: (text) => io.err(plain(text)),
    end() {},
  };
}

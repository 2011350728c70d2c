/** Windows of one zone that are long enough for a kill, and durations longer than nothing. */
import { millis } from '../../experiment/durations.ts';
import { describeFound } from '../../validation/found.ts';
import { type Path, type Problem, problem } from '../../validation/problem.ts';
import { exampleOf } from '../example.ts';
import { killTimes } from '../kill-times.ts';
import { roomFor } from '../workday.ts';
import { experiments } from './experiments.ts';
import type { Rule } from './rule.ts';

export const times: Rule = function* (monkey) {
  const { heal, notice, guardrails } = monkey;
  yield* positive(heal.within, ['heal', 'within']);
  if (notice) yield* positive(notice.before, ['notice', 'before']);
  const [first, ...others] = guardrails.windows;
  for (const [i, { timeZone }] of others.entries())
    if (timeZone !== first?.timeZone)
      yield problem(['guardrails', 'windows', i + 1, 'timeZone'], {
        found: `${describeFound(timeZone)}, while the first window is in ${first?.timeZone}`,
        allowed: 'one time zone for all: a workday is a day there',
      });
  // How long a kill takes is told by its experiment, once that is one.
  if ([...experiments(monkey)].length > 0) return;
  const room = Math.ceil(roomFor(killTimes(exampleOf(monkey, 0))) / 60_000);
  for (const [i, window] of guardrails.windows.entries()) {
    const length = (minutesIn(window.to) - minutesIn(window.from) + 1440) % 1440;
    if (length <= room)
      yield problem(['guardrails', 'windows', i, 'to'], {
        found: `${describeFound(window.to)}, ${length} min after from, and the gate and the kill take up to ${room} min`,
        allowed: `a window longer than ${room} min, or probes that need fewer samples`,
      });
  }
};

const minutesIn = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

function* positive(written: string, path: Path): Iterable<Problem> {
  if (millis(written) <= 0)
    yield problem(path, { found: describeFound(written), allowed: 'a duration longer than nothing' });
}

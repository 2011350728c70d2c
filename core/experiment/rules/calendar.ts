/** Windows, blackouts and schedules name times that exist. Whose holidays are known is asked where there is a list of them. */
import { parseCron } from '../../schedule/cron/expression.ts';
import { rateOf } from '../../schedule/rate.ts';
import { describeFound } from '../../validation/found.ts';
import { nearest } from '../../validation/nearest.ts';
import { type Path, type Problem, problem } from '../../validation/problem.ts';
import type { Rule } from './rule.ts';

export const calendar: Rule = function* ({ guardrails, schedule }) {
  for (const [i, window] of (guardrails.windows ?? []).entries()) {
    const path = ['guardrails', 'windows', i];
    yield* zone(window.timeZone, [...path, 'timeZone']);
    if (window.from === window.to)
      yield problem([...path, 'to'], {
        found: `${describeFound(window.to)}, the same as from: the window is never open`,
        allowed: 'another time of day',
      });
  }
  for (const [i, { from, to }] of (guardrails.blackouts ?? []).entries()) {
    const path = ['guardrails', 'blackouts', i];
    for (const [key, date] of Object.entries({ from, to }))
      if (!isDate(date))
        yield problem([...path, key], { found: `${describeFound(date)}, a day that no year has`, allowed: 'a date' });
    if (isDate(from) && isDate(to) && to < from)
      yield problem([...path, 'to'], { found: `${describeFound(to)}, before from`, allowed: `${from} or later` });
  }
  if (!schedule) return;
  if ((schedule.cron === undefined) === (schedule.rate === undefined))
    yield problem(['schedule'], { found: describeFound(schedule), allowed: 'exactly one of cron, rate' });
  const cron = schedule.cron === undefined ? undefined : parseCron(schedule.cron);
  if (cron && !cron.ok) yield problem(['schedule', 'cron'], { found: cron.found, allowed: cron.allowed });
  if (schedule.rate !== undefined && rateOf(schedule.rate) === undefined)
    yield problem(['schedule', 'rate'], { found: describeFound(schedule.rate), allowed: 'a rate such as "7 days"' });
  if (schedule.timeZone !== undefined) yield* zone(schedule.timeZone, ['schedule', 'timeZone']);
};

/** Zones that were found to exist: to ask costs more than all the rest of a rule. */
const known = new Set<string>();

function* zone(name: string, path: Path): Iterable<Problem> {
  if (known.has(name)) return;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    known.add(name);
  } catch {
    yield problem(path, {
      found: describeFound(name),
      allowed: 'an IANA time zone such as Europe/Berlin',
      nearest: nearest(name, Intl.supportedValuesOf('timeZone')),
    });
  }
}

function isDate(text: string): boolean {
  const [year, month, day] = text.split('-').map(Number) as [number, number, number];
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
}

/** Times that must pass, and times that fit each other. */
import { millis } from '../../experiment/durations.ts';
import { describeFound } from '../../validation/found.ts';
import { type Path, type Problem, problem } from '../../validation/problem.ts';
import { isObject } from '../../validation/schemas.ts';
import type { RetryPolicy } from '../schema.ts';
import type { Rule } from './rule.ts';

/** By the name of the field, wherever it stands. The others may be nothing: no warm-up, no delay. */
const positive = new Set([
  'timeout',
  'ttl',
  'connectTimeout',
  'every',
  'median',
  'p99',
  'mean',
  'exactly',
  'period',
  'cap',
  'restart',
  'survives',
  'validFor',
  'refill',
  'rewrittenEvery',
  'readAfter',
  'time',
  'for',
  'keep',
  'connect',
  'roundTrip',
]);

export const times: Rule = function* (world) {
  yield* positives(world, []);
  yield* realInstant(world.startAt, ['startAt']);
  for (const [i, { raised }] of (world.told ?? []).entries())
    for (const [n, { from }] of raised.entries()) yield* realInstant(from, ['told', i, 'raised', n, 'from']);
  for (const [i, { healthCheck }] of world.loadBalancers.entries())
    if (millis(healthCheck.timeout) > millis(healthCheck.every))
      yield problem(['loadBalancers', i, 'healthCheck', 'timeout'], {
        found: `${describeFound(healthCheck.timeout)}, longer than every`,
        allowed: `at most ${healthCheck.every}`,
      });
  for (const [i, { retries }] of world.clients.entries()) yield* retryTimes(retries, ['clients', i, 'retries']);
  for (const [i, service] of world.services.entries())
    if ('calls' in service)
      for (const [n, { retries }] of (service.calls ?? []).entries())
        yield* retryTimes(retries, ['services', i, 'calls', n, 'retries']);
};

function* positives(value: unknown, path: Path): Iterable<Problem> {
  if (Array.isArray(value)) for (const [i, inner] of value.entries()) yield* positives(inner, [...path, i]);
  if (!isObject(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    // Tags and dimensions are the user's own words.
    if (key === 'tags' || key === 'dimensions') continue;
    const at = [...path, key];
    if (typeof inner === 'string' && positive.has(key) && millis(inner) <= 0)
      yield problem(at, { found: describeFound(inner), allowed: 'a duration longer than nothing' });
    else yield* positives(inner, at);
  }
  const { median, p99 } = value;
  if (typeof median === 'string' && typeof p99 === 'string' && millis(p99) < millis(median))
    yield problem([...path, 'p99'], {
      found: `${describeFound(p99)}, less than the median`,
      allowed: `at least ${median}`,
    });
}

function* retryTimes(retries: RetryPolicy | undefined, path: Path): Iterable<Problem> {
  if (retries?.base === undefined || retries.cap === undefined || millis(retries.base) <= millis(retries.cap)) return;
  yield problem([...path, 'base'], {
    found: `${describeFound(retries.base)}, longer than cap`,
    allowed: `at most ${retries.cap}`,
  });
}

/** The calendar has no 31 February; JavaScript would make it 3 March. */
function* realInstant(written: string, path: Path): Iterable<Problem> {
  const at = Date.parse(written);
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== written.slice(0, 10))
    yield problem(path, {
      found: `${describeFound(written)}, which no calendar has`,
      allowed: 'an instant in UTC such as 2026-03-03T09:30:00Z',
    });
}

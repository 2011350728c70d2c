/** What the fields of a configuration say about each other, and about what AWS takes. */
import { prudenceOf } from '../../core/doctor-monkey/settings.ts';
import { millis } from '../../core/experiment/durations.ts';
import { parseCron } from '../../core/schedule/cron/expression.ts';
import { nearest } from '../../core/validation/nearest.ts';
import { type Problem, problem } from '../../core/validation/problem.ts';
import { functionTimeout } from '../workflow/limits.ts';
import { problemsOfHeartbeats } from './heartbeat-tables.ts';
import type { Configuration } from './schema.ts';

/** Retention in days that CloudWatch Logs takes. */
export const logRetention = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 3653];

const day = 86_400_000;

export function* problemsAcross(configuration: Configuration): Iterable<Problem> {
  const { account, history, functionTimeout: timeout, targetAccounts, promotions, stage } = configuration;
  const seconds = millis(timeout) / 1000;
  // The state machines give a task this much and 15 s more: a longer call would be given up while it still runs.
  if (seconds < 10 || seconds > functionTimeout || !Number.isInteger(seconds))
    yield problem(['functionTimeout'], {
      found: timeout,
      allowed: `whole seconds from PT10S to PT${functionTimeout}S`,
    });
  if (millis(history.retain) < 30 * day)
    yield problem(['history', 'retain'], {
      found: history.retain,
      allowed: 'P30D or longer: minimum gaps are read from it',
    });
  if (!logRetention.includes(millis(history.logs) / day))
    yield problem(['history', 'logs'], {
      found: history.logs,
      allowed: `a number of days that CloudWatch Logs takes: ${logRetention.map((days) => `P${days}D`).join(', ')}`,
    });
  for (const [i, { environment }] of (promotions?.trust ?? []).entries())
    if (environment === stage)
      yield problem(['promotions', 'trust', i, 'environment'], {
        found: `"${stage}", which is this stage itself`,
        allowed: 'another stage: here its own runs count',
      });
  if (promotions?.validFor !== undefined && millis(promotions.validFor) < 1000)
    yield problem(['promotions', 'validFor'], { found: promotions.validFor, allowed: 'a second or longer' });
  if (configuration.conformity) yield* problemsOfSchedule(configuration.conformity, ['conformity']);
  if (configuration.doctorMonkey) yield* problemsOfDoctor(configuration.doctorMonkey);
  for (const [i, region] of configuration.regions.entries())
    if (region === configuration.region || configuration.regions.indexOf(region) !== i)
      yield problem(['regions', i], {
        found:
          region === configuration.region
            ? 'the platform’s own Region, which needs no entry'
            : 'a Region a second time',
        allowed: 'each other Region once',
      });
  yield* problemsOfHeartbeats(configuration);
  const seen = new Set([account]);
  for (const [i, target] of targetAccounts.entries()) {
    const path = ['targetAccounts', i];
    if (seen.has(target.account))
      yield problem([...path, 'account'], {
        found:
          target.account === account ? 'the platform’s own account, which needs no entry' : 'an account a second time',
        allowed: 'each other account once',
      });
    seen.add(target.account);
    if (target.startExternalId === target.stopExternalId)
      yield problem([...path, 'stopExternalId'], {
        found: 'the external id of the start role',
        allowed: 'another one: who may stop must not thereby be able to start',
      });
  }
}

/** @param path of what has the schedule */
function* problemsOfSchedule(
  { cron, timeZone }: { readonly cron?: string | undefined; readonly timeZone?: string | undefined },
  path: readonly string[],
): Iterable<Problem> {
  const parsed = cron === undefined ? undefined : parseCron(cron);
  if (parsed && !parsed.ok) yield problem([...path, 'cron'], { found: parsed.found, allowed: parsed.allowed });
  if (timeZone === undefined) return;
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    yield problem([...path, 'timeZone'], {
      found: `"${timeZone}"`,
      allowed: 'an IANA time zone such as Europe/Berlin',
      nearest: nearest(timeZone, Intl.supportedValuesOf('timeZone')),
    });
  }
}

const minute = 60_000;

function* problemsOfDoctor(settings: NonNullable<Configuration['doctorMonkey']>): Iterable<Problem> {
  const { every, patience } = prudenceOf(settings);
  if (every < minute || every > 60 * minute || every % minute !== 0)
    yield problem(['doctorMonkey', 'every'], {
      found: settings.every ?? '',
      allowed: 'whole minutes from PT1M to PT1H',
    });
  if (patience < 2 * every)
    yield problem(['doctorMonkey', 'patience'], {
      found: settings.patience ?? 'PT10M, the default',
      allowed: 'twice as long as every, or longer: one look tells nothing of what lasts',
    });
}

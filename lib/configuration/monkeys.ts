/** The monkeys of a deployment, compiled: checked, with a seed, and with the days that their holidays fall on. */
import { calendarFor } from '../../apps/calendar/holidays.ts';
import { formatProblem, readMonkey } from '../../apps/documents/read.ts';
import type { MonkeyDefinition } from '../../core/monkey/schema/monkey.ts';
import { followsRuns } from '../../core/monkey/tracker-events.ts';
import { sha256Hex } from '../../core/plan/hash.ts';
import type { Calendar } from '../../core/schedule/calendar.ts';
import { InvalidConfiguration } from './read.ts';
import type { Configuration } from './schema.ts';

export interface DeployedMonkey {
  readonly monkey: MonkeyDefinition;
  readonly calendar?: Calendar;
  /** Of all its days: whoever knows it can tell what will be drawn. */
  readonly seed: number;
}

/**
 * In the order of the configuration.
 * @param taken names of experiments, whose roles and schedules are named as they are
 * @param at holidays are resolved to days around it. Default: now
 * @throws InvalidConfiguration for a file with problems, another environment, an account or a Region that is not listed, or a name that stands twice
 */
export function deployedMonkeys(
  { monkeys = [], stage, account, region, regions, targetAccounts, alarmTopic }: Configuration,
  taken: readonly string[] = [],
  at = Date.now(),
): readonly DeployedMonkey[] {
  const problems: string[] = [];
  const names = new Set(taken);
  const allowed = [region, ...regions];
  const accounts = [account, ...targetAccounts.map((target) => target.account)];
  const found: DeployedMonkey[] = [];
  for (const [i, { file, seed }] of monkeys.entries()) {
    const read = readMonkey(file);
    if ('problems' in read) {
      problems.push(...read.problems.map(formatProblem));
      continue;
    }
    const { monkey } = read;
    const { name } = monkey.metadata;
    const wrong = (field: string, what: string, allowed: string) =>
      problems.push(`monkeys[${i}]: ${file}: ${field}: found ${what}; allowed: ${allowed}`);
    if (monkey.environment !== stage) wrong('environment', `"${monkey.environment}"`, `${stage}, the stage`);
    if (names.has(name))
      wrong('metadata.name', `"${name}", which another monkey or an experiment has`, 'a name of its own');
    for (const asked of monkey.groups.flatMap(({ where }) => where?.accounts ?? []))
      if (!accounts.includes(asked)) wrong('groups', `account ${asked}`, accounts.join(', '));
    for (const asked of monkey.groups.flatMap(({ where }) => where?.regions ?? []))
      if (!allowed.includes(asked))
        wrong('groups', `Region ${asked}`, `${allowed.join(', ')}; regions in squall.config.yaml adds another`);
    if (alarmTopic.endsWith('.fifo') && followsRuns(monkey.trackers ?? []))
      wrong(
        'trackers',
        `events of runs, which are told by the topic ${alarmTopic}, and SNS calls no function for one that is FIFO`,
        'a topic that is not FIFO as alarmTopic, or trackers with events: [planned, declined]',
      );
    names.add(name);
    const calendar = calendarFor(monkey, at);
    found.push({ monkey, ...(calendar && { calendar }), seed: seed ?? seedOf(stage, name) });
  }
  if (problems.length > 0) throw new InvalidConfiguration(problems.join('\n'));
  return found;
}

/** 32 bits. The same with each deployment, so that none of them draws a day anew. */
const seedOf = (stage: string, name: string): number => Number.parseInt(sha256Hex(`${stage}/${name}`).slice(0, 8), 16);

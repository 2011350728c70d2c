/** Each monkey among the templates: valid, planned, each of its kills a plan that nothing refuses, and explained. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { calendarFor } from '../../apps/calendar/holidays.ts';
import { readMonkeyWithWorld } from '../../apps/documents/read.ts';
import { groupsLocally } from '../../apps/local/groups.ts';
import { planLocally } from '../../apps/local/plan.ts';
import type { RunRecord } from '../../core/history/run-record.ts';
import type { DayPlan } from '../../core/monkey/day-plan.ts';
import { experimentOf } from '../../core/monkey/experiment-of.ts';
import { explain } from '../../core/monkey/explain.ts';
import { planDay } from '../../core/monkey/plan-day.ts';
import type { MonkeyDefinition } from '../../core/monkey/schema/monkey.ts';
import { dayAfter } from '../../core/monkey/window-minutes.ts';

const folder = join(import.meta.dirname, '../../templates/monkeys');
const has = (name: string, file: string) => readdirSync(join(folder, name)).includes(file);
const names = readdirSync(folder).filter((name) => has(name, 'monkey.yaml') && name !== 'chaos-monkey-of-a-fleet');
const seed = 5;

function read(name: string) {
  const document = readMonkeyWithWorld(join(folder, name, 'monkey.yaml'));
  if ('problems' in document) throw new Error(document.problems.map(({ message }) => message).join('\n'));
  return document;
}

/** From the day of the world's own clock on, so that the plan of a kill is asked in its window. */
async function daysOf(monkey: MonkeyDefinition, name: string): Promise<readonly DayPlan[]> {
  const groups = await groupsLocally(monkey, read(name).world, seed);
  const first = read(name).world.startAt.slice(0, 10);
  const calendar = calendarFor(monkey, Date.parse(first));
  return Array.from({ length: 15 }, (_, n) =>
    planDay({ definition: monkey, calendar, date: dayAfter(first, n), seed, groups, history: [], now: 0 }),
  );
}

test('there are four, and a README of each has the command that shows a day', () => {
  expect(names).toEqual(['chaos-monkey', 'leashed-monkey', 'tag-monkey', 'tasks-monkey']);
  for (const name of names)
    expect(readFileSync(join(folder, name, 'README.md'), 'utf8')).toContain(
      `squall monkey plan templates/monkeys/${name}/monkey.yaml --date `,
    );
});

describe.each(names)('%s', (name) => {
  test(`its kills are runs that only the hour can refuse, explained to the last number, seed ${seed}`, async () => {
    const { monkey, world } = read(name);
    const days = await daysOf(monkey, name);
    const kills = days.flatMap((day) => (monkey.leashed ? day.leashed : day.kills));
    expect(kills.length).toBeGreaterThan(0);
    if (monkey.leashed) expect(days.flatMap((day) => day.kills)).toEqual([]);
    for (const kill of kills.slice(0, 1)) {
      const { runId, experiment, parameters, seed: own } = experimentOf(monkey, kill);
      const planned = await planLocally({ experiment, world, parameters, seed: own, traffic: 'closed-form' });
      if (!planned.ok) throw new Error(`${planned.refusal.rule}: ${planned.refusal.why}`);
      const { plan } = planned;
      expect(planned.refusals.filter(({ rule }) => rule !== 'window')).toEqual([]);
      if ('leave' in parameters) {
        // What has gone since the day was planned refuses the run.
        const less = { ...parameters, leave: 100 };
        const refused = await planLocally({ experiment, world, parameters: less, seed: own, traffic: 'closed-form' });
        expect(refused).toMatchObject({ ok: false, refusal: { rule: 'blast-radius' } });
      }
      expect(plan.steps.flatMap(({ targets }) => Object.values(targets).flat()).length).toBe(1);
      const record = { runId, experiment: plan.definition.metadata.name, seed: plan.seed, proposedAt: kill.at, plan };
      const explained = explain({ record: record as unknown as RunRecord, definition: monkey, history: [] });
      expect(explained).toMatchObject({ ok: true, explanation: { same: true } });
    }
  });
});

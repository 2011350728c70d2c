import { expect, test } from 'vitest';
import { overtaken } from '../../../../core/lifecycle/overtaken.ts';
import { stepsOf } from '../../../../core/lifecycle/waves.ts';
import type { Plan } from '../../../../core/plan/plan.ts';
import { armed, begin } from './world.ts';

const minute = 60_000;

/** Begins on a Tuesday at 09:30 UTC; the longest fault of its first wave lasts five minutes. */
async function heldUp(by: number, change: (plan: Plan) => Plan) {
  const world = await armed();
  const record = await world.record();
  const plan = change(record.plan);
  return overtaken({ ...record, plan }, stepsOf(plan, 1), begin + by, world.ports);
}

const guarded =
  (guardrails: object) =>
  (plan: Plan): Plan => ({
    ...plan,
    definition: { ...plan.definition, guardrails: { ...plan.definition.guardrails, ...guardrails } },
  });

const morning = { windows: [{ days: 'TUE', from: '09:00', to: '09:40', timeZone: 'Etc/UTC' }] };

test.each([
  ['in time', 0, undefined],
  ['with just the time that it needs', 5 * minute - 1, undefined],
  ['too late for its faults to end before the window does', 5 * minute, /^window: up to 5 min are needed/],
  ['after the window has closed', 11 * minute, /^window: it is outside/],
])('a wave that comes %s', async (_, by, why) => {
  const found = await heldUp(by, guarded(morning));
  if (why) expect(found).toMatch(why);
  else expect(found).toBeUndefined();
});

test('a wave that just fits into the lease is let in, and a run without one never', async () => {
  const world = await armed();
  const record = await world.record();
  const at = (now: number, lease = record.lease) =>
    overtaken({ ...record, lease } as typeof record, stepsOf(record.plan, 1), now, world.ports);
  const last = record.lease!.until - 5 * minute;
  expect(await at(last)).toBeUndefined();
  expect(await at(last + 1)).toBe('it would outlive the lease');
  const { lease: _, ...without } = record;
  expect(await overtaken(without, stepsOf(record.plan, 1), begin, world.ports)).toBe('it would outlive the lease');
});

test('what is left of the lease is reckoned with, and not a whole one', async () => {
  // The lease ends at 10:00 of the third; counted anew it would reach into the fourth.
  const tomorrow = { blackouts: [{ name: 'freeze', from: '2026-03-04', to: '2026-03-05' }] };
  const longer = (plan: Plan) => guarded(tomorrow)({ ...plan, times: { ...plan.times, lease: 20 * 60 * minute } });
  expect(await heldUp(minute, longer)).toBeUndefined();
  const today = { blackouts: [{ name: 'freeze', from: '2026-03-03', to: '2026-03-03' }] };
  expect(await heldUp(minute, guarded(today))).toMatch(/^blackout: the blackout freeze/);
});

test('holidays that nobody looked up refuse', async () => {
  expect(await heldUp(0, guarded({ holidays: { country: 'DE' } }))).toMatch(/^holiday: nobody has looked up/);
});

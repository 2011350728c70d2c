import { expect, test } from 'vitest';
import type { Experiment } from '../../../../core/experiment/schema/experiment.ts';
import { type ComingQuestion, type ComingRun, comingRuns } from '../../../../core/plan/coming-runs.ts';
import { zoneDrill } from '../../../fixtures/history/definition.ts';

const berlin = { cron: '0 10 ? * TUE,FRI *', timeZone: 'Europe/Berlin' };
/** The Saturday before the week of Thanksgiving. */
const after = Date.UTC(2026, 10, 21);

function coming(
  count: number,
  guardrails: object,
  schedule: NonNullable<Experiment['schedule']> = berlin,
  more: Partial<ComingQuestion> = {},
): readonly ComingRun[] {
  const experiment = { ...zoneDrill, schedule, guardrails: { ...zoneDrill.guardrails, ...guardrails } };
  const found: ComingRun[] = [];
  for (const run of comingRuns({ definition: { hash: 'h', experiment }, after, ...more }))
    if (found.push(run) >= count) break;
  return found;
}

/** `11-24 -`, `11-27 window`, `12-01 ?minimum-gap` */
const told = (runs: readonly ComingRun[]): readonly string[] =>
  runs.map(({ from, refused, doubtful }) => {
    const date = new Date(from).toISOString().slice(5, 10);
    return `${date} ${refused ? refused.rule : doubtful ? `?${doubtful.rule}` : '-'}`;
  });

test('an experiment without a schedule has none to come', () => {
  expect([...comingRuns({ definition: { hash: 'h', experiment: zoneDrill }, after })]).toEqual([]);
});

test('each comes at its time, and a run that begins at any minute of its window says so', () => {
  const [first] = coming(1, {}, { ...berlin, flexibleWindow: 'PT30M' });
  expect(first).toEqual({ from: Date.UTC(2026, 10, 24, 9), to: Date.UTC(2026, 10, 24, 9, 30) });
});

test('windows, blackouts and days off refuse, each by its name', () => {
  const windows = [{ days: 'MON-THU', from: '09:00', to: '17:00', timeZone: 'Europe/Berlin' }];
  const blackouts = [{ name: 'freeze', from: '2026-12-08', to: '2026-12-10' }];
  expect(told(coming(6, { windows, blackouts }))).toEqual([
    '11-24 -',
    '11-27 window',
    '12-01 -',
    '12-04 window',
    '12-08 blackout',
    '12-11 window',
  ]);
  const holidays = { country: 'DE' };
  expect(told(coming(1, { holidays }))).toEqual(['11-24 holiday']);
});

test('a window that closes within the flexible window may refuse', () => {
  // Gate, ten minutes of fault and what comes between take until after 10:30 from 10:00 on, and fit at 09:30.
  const windows = [{ days: 'MON-FRI', from: '09:00', to: '10:30', timeZone: 'Europe/Berlin' }];
  const at = (flexibleWindow: string) =>
    told(coming(1, { windows }, { cron: '30 9 ? * TUE *', timeZone: 'Europe/Berlin', flexibleWindow }));
  expect(at('PT1M')).toEqual(['11-24 -']);
  expect(at('PT50M')).toEqual(['11-24 ?window']);
});

test('a run holds up the next for the minimum gap, and one that is refused holds up nobody', () => {
  expect(told(coming(4, { minimumGap: 'P4D' }))).toEqual([
    '11-24 -',
    '11-27 minimum-gap',
    '12-01 -',
    '12-04 minimum-gap',
  ]);
  const blackouts = [{ name: 'freeze', from: '2026-11-24', to: '2026-11-24' }];
  expect(told(coming(2, { minimumGap: 'P4D', blackouts }))).toEqual(['11-24 blackout', '11-27 -']);
  // Three days from beginning to beginning: whatever the first takes, its end is nearer.
  expect(told(coming(2, { minimumGap: 'P3D' }))).toEqual(['11-24 -', '11-27 minimum-gap']);
  // Ten minutes less: it depends on how long the first takes.
  expect(told(coming(2, { minimumGap: 'PT71H50M' }))).toEqual(['11-24 -', '11-27 ?minimum-gap']);
  expect(told(coming(1, { minimumGap: 'P4D' }, berlin, { lastEnd: Date.UTC(2026, 10, 20, 10) }))).toEqual([
    '11-24 minimum-gap',
  ]);
});

test('a parameter that nobody gives refuses every run of a schedule', () => {
  const parameters = { duration: { type: 'duration' as const } };
  const experiment = { ...zoneDrill, schedule: berlin, parameters };
  const [first] = comingRuns({ definition: { hash: 'h', experiment }, after });
  expect(first?.refused).toMatchObject({ rule: 'parameters', why: expect.stringContaining('duration') });
});

test('what is deployed counts, and a rate from when it was enabled', () => {
  const deployed = { rate: '7 days' };
  expect(coming(1, {}, berlin, { schedule: deployed, enabledAt: Date.UTC(2026, 10, 18, 8) })[0]?.from).toBe(
    Date.UTC(2026, 10, 25, 8),
  );
});

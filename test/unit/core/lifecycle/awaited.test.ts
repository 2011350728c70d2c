/** What a wave waits for, at one look: which alarm counts, since when, and whose word. */
import { expect, test } from 'vitest';
import type { Approval } from '../../../../core/history/approval.ts';
import type { JournalEntry, JournalEvent } from '../../../../core/history/journal.ts';
import { lookAtAwaits } from '../../../../core/lifecycle/awaited.ts';
import { lookForNews, openAwaits } from '../../../../core/lifecycle/awaiting.ts';
import type { PlannedAwait } from '../../../../core/plan/plan.ts';
import type { AlarmObservation } from '../../../../core/ports/metrics.ts';
import { plan } from './definition.ts';
import { begin, proposal, runId } from './world.ts';

const minute = 60_000;
/** The wave begins two minutes after the faults, and waits for five. */
const [from, until] = [begin + 2 * minute, begin + 7 * minute];

const waits = (what: PlannedAwait['what'], changes: Partial<PlannedAwait> = {}): PlannedAwait => ({
  id: 'detect',
  title: 'detect',
  wave: 2,
  what,
  within: until - from,
  otherwise: 'go-on',
  ...changes,
});
const line = (at: number, event: JournalEvent, wave = 2): JournalEntry => ({
  runId,
  at,
  step: 'Inject',
  wave,
  visit: 0,
  n: 0,
  ...event,
});
const begun = [
  line(begin - minute, { type: 'intended', stepId: 'loss', action: 'x', targets: [] }, 1),
  line(begin, { type: 'injected', stepIds: ['loss'], externalId: 'EXP1' }, 1),
  line(begin + minute, { type: 'awaiting', stepId: 'other', until: begin + 3 * minute }, 1),
  line(from, { type: 'awaiting', stepId: 'detect', until }),
];

/** @param alarms name to state and since */
function look(
  awaits: PlannedAwait,
  now: number,
  alarms: Readonly<Record<string, readonly [AlarmObservation['state'], number]>> = {},
  approvals: readonly Approval[] = [],
  journal: readonly JournalEntry[] = begun,
) {
  const observed = (name: string) => {
    const [state, since] = alarms[name] ?? [];
    const rest = { reason: '', period: minute, breaching: 1, of: 1, missingData: 'missing', composite: true } as const;
    return state && since !== undefined ? { name, state, since, ...rest } : undefined;
  };
  const metrics = { alarms: async (names: readonly string[]) => names.map(observed) };
  const record = { ...proposal({ awaits: [awaits] }), approvals };
  return lookAtAwaits(record, 2, journal, now, { metrics: metrics as never });
}

const alarm = waits({ kind: 'alarms', alarms: ['slow', 'lost'], state: 'ALARM' });

test.each([
  ['the first that changed, whichever is named first', { slow: from + 9000, lost: from + 8000 }, from + 8000, 'lost'],
  ['since before the wait, of faults before it', { slow: begin + minute }, begin + minute, 'slow'],
  ['from the very moment of the faults', { slow: begin }, begin, 'slow'],
  ['from the wait, for one that was there before the faults', { slow: begin - 1 }, from, 'slow'],
  ['at the last moment', { slow: until }, until, 'slow'],
])('an alarm counts %s', async (_, since, expected, name) => {
  const alarms = Object.fromEntries(Object.entries(since).map(([each, at]) => [each, ['ALARM', at] as const]));
  const clock = new Date(expected).toISOString().slice(11, 16);
  const why = `alarm ${name} was in ALARM at ${clock} UTC`;
  expect(await look(alarm, until + minute, alarms)).toEqual([
    { type: 'awaited', stepId: 'detect', met: true, since: expected, why },
  ]);
});

test('one that changed too late, is in another state or is not there does not, and is named', async () => {
  const alarms = { slow: ['ALARM', until + 1], lost: ['INSUFFICIENT_DATA', from] } as const;
  expect(await look(alarm, until - 1, alarms)).toEqual([]);
  const why = 'no alarm was in ALARM within PT5M: slow was ALARM, lost was INSUFFICIENT_DATA';
  expect(await look(alarm, until, alarms)).toEqual([{ type: 'awaited', stepId: 'detect', met: false, why }]);
  const [ends] = await look({ ...alarm, otherwise: 'end' }, until, { lost: ['OK', begin] });
  expect(ends).toMatchObject({ ends: true, why: expect.stringContaining('slow could not be found, lost was OK') });
});

test('without faults before it, an alarm that was there counts from the wait', async () => {
  const journal = begun.filter(({ type }) => type !== 'injected');
  expect(await look(alarm, until, { slow: ['ALARM', from - 1] }, [], journal)).toMatchObject([{ since: from }]);
});

test('words of people count until the time is up, the first of them, and by name', async () => {
  const decide = waits({ kind: 'approvals', count: 2 });
  const say = (by: string, at: number): Approval => ({
    by,
    at,
    planHash: plan.hash,
    proof: 'simulated',
    stepId: 'detect',
  });
  const [grace, alan] = [say('grace', from + 1), say('alan', until - 1)];
  expect(await look(decide, until - 1, {}, [grace])).toEqual([]);
  expect(await look(decide, until, {}, [grace, say('alan', until)])).toMatchObject([
    { met: false, why: '1 of 2 approvals came within PT5M' },
  ]);
  expect(await look(decide, until, {}, [grace, alan, say('kurt', until - 1)])).toMatchObject([
    { met: true, since: until - 1, why: 'grace and alan approved, the last at 09:36 UTC' },
  ]);
});

test('time says when it had passed', async () => {
  const hold = waits({ kind: 'time' });
  expect(await look(hold, until - 1)).toEqual([]);
  expect(await look(hold, until)).toMatchObject([{ since: until, why: 'PT5M had passed at 09:37 UTC' }]);
});

test('a wait is open from its own line on, until what became of it is told', () => {
  const record = proposal({ awaits: [alarm] });
  expect(openAwaits(record, 2, begun)).toEqual([{ awaits: alarm, from, until }]);
  const others = begun.slice(0, 3);
  expect(openAwaits(record, 2, others)).toEqual([]);
  const told = (stepId: string) => line(until, { type: 'awaited', stepId, met: false, why: '' });
  expect(openAwaits(record, 2, [told('detect'), ...others])).toEqual([]);
  expect(openAwaits(record, 2, [...begun, told('other')])).toHaveLength(1);
  expect(openAwaits(record, 2, [...begun, told('detect')])).toEqual([]);
});

test.each([
  [30_000, 20 * minute, 10_000],
  [7000, 20 * minute, 7000],
  [60_000, 12 * 60 * minute, 18_000],
])('news are looked for each ten seconds, or as often as an execution can: %i, %i', (sampleEvery, lease, every) => {
  expect(lookForNews({ ...plan.times, sampleEvery, lease })).toBe(every);
});

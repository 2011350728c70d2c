import { expect, test } from 'vitest';
import { notKnown } from '../../../../core/conformity/known.ts';
import { lingersFor } from '../../../../core/faults/lingering.ts';
import { endsEarly } from '../../../../core/plan/ends-early.ts';
import { planLingering } from '../../../../core/plan/lingering.ts';
import { planSteps } from '../../../../core/plan/plan-steps.ts';
import { timesOf } from '../../../../core/plan/times.ts';
import type { Ports } from '../../../../core/ports/ports.ts';
import { zoneDrill } from '../../../workflow/zone-drill.ts';

const minute = 60_000;
const records = { type: 'route53:record-set', where: {} };
const grow = { id: 'grow', action: 'squall:autoscaling:raise-capacity', targets: { AutoScalingGroups: 'groups' } };
const shift = { id: 'shift', action: 'squall:route53:shift-weights', targets: { RecordSets: 'records' } };
const controls = { id: 'controls', action: 'squall:arc:set-routing-controls', targets: { Off: 'records' } };
const leave = {
  id: 'leave',
  action: 'squall:arc:start-zonal-shift',
  targets: { ManagedResources: 'records' },
  with: { availabilityZoneIdentifier: 'euc1-az1' },
};
const movedBy = (steps: readonly object[], names: readonly string[] = []) =>
  zoneDrill({
    move: { steps },
    targets: {
      subnet: { type: 'ec2:subnet', where: {} },
      web: { type: 'ec2:instance', where: {} },
      records,
      groups: { type: 'ec2:autoscaling-group', where: {} },
    },
    ...(names.length > 0 && { preChecks: { names } }),
  } as never);

const ports = (state: object, ttl: unknown = 45_000) =>
  ({
    resources: { snapshot: async (ids: readonly string[]) => ids.map((id) => ({ id, state })) },
    standby: { records: async (names: readonly string[]) => names.map(() => [{ ttl }, { ttl: 5000 }]) },
  }) as unknown as Ports;
const chosen = [{ name: 'records', type: '', matched: [], chosen: ['one'], because: '' }];
const lingering = async (
  steps: readonly object[],
  { state = { ttlSeconds: 30 }, names = [] as string[], ttl = 45_000 as unknown } = {},
) => {
  const found = await planLingering(movedBy(steps, names), chosen, ports(state, ttl));
  return found.ok ? Object.fromEntries(found.lingering) : found.refusal.why;
};

test('a mover says for how long its users stay, by its records, its health checks and its names', () => {
  const of = (state: Record<string, number>) => [{ id: 'one', state }];
  expect(lingersFor({ propagates: 60_000 }, [])).toBe(60_000);
  expect(
    lingersFor({ propagates: 60_000, answers: 'targets' }, [...of({ ttlSeconds: 30 }), ...of({ ttlSeconds: 300 })]),
  ).toBe(360_000);
  const checks = { propagates: 60_000, checks: true, answers: 'names' } as const;
  expect(lingersFor(checks, of({ intervalSeconds: 10, threshold: 3 }), [20_000])).toBe(110_000);
  // One that goes by others, or by an alarm, does not look itself.
  expect(lingersFor(checks, of({ intervalSeconds: 0, threshold: 3 }), [20_000])).toBe(80_000);
  expect(lingersFor(checks, of({}), [20_000, notKnown('it is hidden')])).toEqual(notKnown('it is hidden'));
  expect(lingersFor(checks, of({}))).toMatchObject({ notKnown: expect.stringContaining('no record is named') });
  expect(lingersFor({ propagates: 0, answers: 'targets' }, of({}))).toMatchObject({
    notKnown: 'one does not say for how long its answers are kept',
  });
});

test('it is read where capacity or data is taken away afterwards, and nowhere else', async () => {
  expect(await lingering([grow, shift])).toEqual({ shift: 90_000 });
  expect(await lingering([shift, grow])).toEqual({});
  expect(await lingering([shift])).toEqual({});
  expect(await lingering([leave, shift])).toEqual({});
  expect(await lingering([grow, leave, shift])).toEqual({ leave: 120_000, shift: 90_000 });
  expect(await lingering([grow, controls], { names: ['shop.example'] })).toEqual({ controls: 105_000 });
});

test('one that nobody knows refuses, and says what to do', async () => {
  expect(await lingering([grow, controls])).toMatch(/grow is not to be undone before they have left: name the names/);
  expect(await lingering([grow, controls], { names: ['a'], ttl: notKnown('hidden') })).toMatch(/not known \(hidden\)/);
  expect(await lingering([grow, shift], { state: {} as never })).toMatch(/give the records a time to live/);
});

test('the lease has room for it, and so has what stands until then', () => {
  const drill = movedBy([grow, shift]);
  const [bare, waited] = [planSteps(drill, []), planSteps(drill, [], new Map([['shift', 7 * minute]]))];
  expect(waited.find(({ id }) => id === 'shift')?.lingers).toBe(7 * minute);
  expect(waited.flatMap(({ id, serves }) => (serves ? [id] : []))).toEqual(['grow']);
  const lasting = (steps: typeof bare) => steps.find(({ id }) => id === 'grow')!.duration;
  expect(lasting(waited) - lasting(bare)).toBe(7 * minute);
  const lease = (steps: typeof bare) => timesOf(drill, steps, 5 * minute).lease;
  expect(lease(waited) - lease(bare)).toBe(7 * minute);
});

test('with several, the lease has room for one after the other: what is behind each may have to go before the next', () => {
  const drill = movedBy([grow, shift, { ...grow, id: 'more' }, { ...leave, id: 'last' }]);
  const lease = (found: readonly (readonly [string, number])[]) =>
    timesOf(drill, planSteps(drill, [], new Map(found)), 5 * minute).lease;
  const both = [
    ['shift', 7 * minute],
    ['last', 2 * minute],
  ] as const;
  expect(lease(both) - lease([])).toBe(9 * minute);
});

test('a mover that AWS ends before home may be ready is refused', () => {
  const early = (step: object, leaving = 0) => {
    const drill = movedBy([step]);
    return endsEarly(drill, planSteps(drill, []), leaving);
  };
  expect(early(leave)).toBeUndefined();
  const found = early({ ...leave, with: { ...leave.with, duration: 'PT20M' } });
  const [, needed = ''] = /give it a duration of (PT\w+) or more, or leave that out/.exec(found ?? '') ?? [];
  expect(found).toMatch(
    /^step leave ends by itself after PT20M, and has to stand for up to PT\w+, until home is ready/,
  );
  expect(early({ ...leave, with: { ...leave.with, duration: needed } })).toBeUndefined();
  expect(early({ ...leave, with: { ...leave.with, duration: needed } }, minute)).toMatch(/ends by itself/);
  // What ARC ends after half an hour, whatever is asked for.
  const practised = { ...movedBy([{ ...leave, action: 'squall:arc:start-practice-run' }]) };
  const long = { ...practised, drill: { ...practised.drill!, failback: { within: 'PT40M' } } };
  expect(endsEarly(long, planSteps(long, []), 0)).toMatch(/takes PT30M at most, so shorten/);
  // What we put back ourselves stands until we do.
  expect(early({ ...shift, with: { duration: 'PT5M' } })).toBeUndefined();
});

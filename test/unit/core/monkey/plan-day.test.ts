/** A day's plan: what it keeps to whatever it is given, and what it says of those that it leaves alone. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { experimentOf } from '../../../../core/monkey/experiment-of.ts';
import { type DayRequest, planDay } from '../../../../core/monkey/plan-day.ts';
import type { MonkeyDefinition } from '../../../../core/monkey/schema/monkey.ts';
import { dayAfter } from '../../../../core/monkey/window-minutes.ts';
import { localTime } from '../../../../core/schedule/local-time.ts';
import { isOpen } from '../../../../core/schedule/time-window.ts';
import { groupOf, groups, memberOf, monkeyWith, region } from './fixture.ts';

const always = { probability: 1 } as const;
const early = Date.parse('2020-01-01T00:00:00Z');
const plan = (over: Partial<DayRequest> & { with?: Partial<MonkeyDefinition> } = {}) =>
  planDay({
    definition: monkeyWith({ chance: always, ...over.with }),
    date: '2026-11-23',
    seed: 7,
    groups: groups(3),
    history: [],
    now: Date.parse('2026-11-22T23:00:00Z'),
    ...over,
  });
const rules = (over: Parameters<typeof plan>[0]) =>
  plan(over).declined.map(({ group, rule }) => `${group.name} ${rule}`);

describe('whatever it is given', () => {
  const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'];
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '17', '30'))
    .map(([h, m]) => `${String(h).padStart(2, '0')}:${m}`);
  const window = fc
    .record({ days: fc.constantFrom('MON-FRI', 'SUN-THU', 'SAT', 'MON,WED,FRI'), from: time, to: time })
    .filter(({ from, to }) => from !== to);
  // Around the changes of clocks, and anywhere else.
  const date = fc.oneof(
    fc.constantFrom('2026-03-28', '2026-03-29', '2026-10-25', '2026-03-08', '2026-11-01', '2026-04-05', '2026-10-04'),
    fc.integer({ min: 0, max: 1000 }).map((days) => dayAfter('2025-01-01', days)),
  );

  test('no kill is outside a window, on a holiday, in a blackout, below the gap, above the cap, or late', () => {
    const property = fc.property(
      fc.record({
        windows: fc.array(window, { minLength: 1, maxLength: 2 }),
        timeZone: fc.constantFrom(...zones),
        date,
        seed: fc.nat(),
        gap: fc.integer({ min: 1, max: 4 }),
        cap: fc.integer({ min: 1, max: 5 }),
        ago: fc.integer({ min: 1, max: 9 }),
        holiday: fc.integer({ min: -1, max: 2 }),
        blackout: fc.integer({ min: -3, max: 2 }),
        now: fc.integer({ min: -24, max: 40 }),
      }),
      ({ windows: bare, timeZone, date, seed, gap, cap, ago, holiday, blackout, now: hours }) => {
        const windows = bare.map((each) => ({ ...each, timeZone }));
        const now = Date.parse(`${date}T00:00:00Z`) + hours * 3_600_000;
        const day = dayAfter(date, holiday);
        const black = { name: 'freeze', from: dayAfter(date, blackout), to: dayAfter(date, blackout + 1) };
        const definition = monkeyWith({
          chance: { probability: 0.7, minWorkdaysBetweenKills: gap },
          maxKillsPerDay: cap,
          guardrails: { stopAlarms: ['a'], windows, holidays: { country: 'XX' }, blackouts: [black] },
        });
        const calendar = {
          of: { country: 'XX' },
          from: '2020-01-01',
          to: '2030-12-31',
          timeZones: [timeZone],
          holidays: [{ date: day, name: 'a holiday' }],
        };
        const history = [{ group: groupOf('web-0').id, date: dayAfter(date, -ago) }];
        const request = { definition, calendar, date, seed, groups: groups(12), history, now };
        const found = planDay(request);
        expect(planDay({ ...request, groups: [...groups(12)].reverse() })).toEqual(found);
        expect(found.kills.length).toBeLessThanOrEqual(cap);
        if (!found.closed) expect(found.kills.length + found.declined.length + found.notDrawn).toBe(12);
        for (const { at, group } of found.kills) {
          const local = localTime(at, timeZone);
          expect(at % 60_000).toBe(0);
          expect(windows.some((each) => isOpen(each, at))).toBe(true);
          expect([date, dayAfter(date)]).toContain(local.date);
          expect(local.date).not.toBe(day);
          expect(local.date < black.from || local.date > black.to).toBe(true);
          expect(at).toBeGreaterThanOrEqual(now);
          // At most `ago` workdays have come since.
          if (group.name === 'web-0') expect(ago).toBeGreaterThanOrEqual(gap);
        }
      },
    );
    fc.assert(property, { numRuns: 150 });
  });

  test('nobody is hit who is leashed, excepted, not allowed, or has not opted in', () => {
    const kinds = ['plain', 'leashed', 'excepted', 'other', 'stranger'] as const;
    const property = fc.property(fc.array(fc.constantFrom(...kinds), { maxLength: 12 }), fc.nat(), (picked, seed) => {
      const all = picked.map((kind, n) => {
        const name = kind === 'other' ? `else-${n}` : `web-${kind}-${n}`;
        const members = [0, 1].map((m) => memberOf(name, m, kind === 'stranger' ? { tags: {} } : {}));
        return groupOf(name, members, kind === 'leashed' ? { grouping: 1 } : {});
      });
      const found = plan({
        seed,
        groups: all,
        with: {
          groups: [{ by: 'auto-scaling-group' }, { by: 'auto-scaling-group', where: { names: ['x'] }, leashed: true }],
          except: [{ group: '*EXCEPTED*' }],
          only: [{ group: 'web-*' }],
        },
      });
      const count = (kind: (typeof kinds)[number]) => picked.filter((each) => each === kind).length;
      const declined = (rule: string) => found.declined.filter((each) => each.rule === rule).length;
      expect(found.kills.map(({ group }) => group.name).every((name) => name.startsWith('web-plain'))).toBe(true);
      expect(found.kills.length).toBe(count('plain'));
      expect(found.leashed.length).toBe(count('leashed'));
      expect([declined('excepted'), declined('not-allowed'), declined('opt-in')]).toEqual([
        count('excepted'),
        count('other'),
        count('stranger'),
      ]);
    });
    fc.assert(property, { numRuns: 60 });
  });
});

test('one group’s numbers do not depend on who else is there', () => {
  const [alone] = plan({ groups: [groupOf('web-1')] }).kills;
  expect(plan({ groups: groups(40) }).kills.find(({ group }) => group.name === 'web-1')).toEqual(alone);
});

test('planned late it moves nothing: minutes that are gone are declined, the rest stay, and run ids are the same', () => {
  const many = groups(60);
  const whole = plan({ groups: many });
  const noon = whole.kills[30]!.at;
  const late = plan({ groups: many, now: noon });
  expect(late.kills).toEqual(whole.kills.slice(30));
  expect(late.declined.map(({ rule, at }) => [rule, at < noon])).toEqual(Array(30).fill(['past', true]));
  const ids = whole.kills.map((kill) => experimentOf(monkeyWith({ chance: always }), kill).runId);
  expect(new Set(ids).size).toBe(60);
});

test('what the day itself did changes nothing in its plan, and the day before does', () => {
  const gap = { probability: 1, minWorkdaysBetweenKills: 2 };
  const { id: group } = groupOf('web-0');
  const with_ = { chance: gap };
  expect(rules({ with: with_, history: [{ group, date: '2026-11-23' }] })).toEqual([]);
  // A Friday is one workday before a Monday.
  expect(rules({ with: with_, history: [{ group, date: '2026-11-20' }] })).toEqual(['web-0 gap']);
  expect(rules({ with: with_, history: [{ group, date: '2026-11-19' }] })).toEqual([]);
  expect(rules({ with: with_, history: [{ group, date: '2026-11-20', leashed: true }] })).toEqual([]);
});

test('the cap drops the same groups whenever the day is planned, each as often as the others', () => {
  const dropped = new Map<string, number>();
  for (let seed = 0; seed < 400; seed++) {
    const found = plan({ seed, with: { maxKillsPerDay: 1 } });
    expect(found.kills.length).toBe(1);
    for (const { group, rule } of found.declined)
      if (rule === 'daily-cap') dropped.set(group.name, (dropped.get(group.name) ?? 0) + 1);
  }
  // Binomial, 400 times 2/3: 267 ± 3 × 9.4.
  for (const count of dropped.values()) expect(Math.abs(count - 267)).toBeLessThan(29);
  const [first, later] = ['2026-11-22T23:00:00Z', '2026-11-23T16:00:00Z'].map((at) =>
    plan({ with: { maxKillsPerDay: 1 }, now: Date.parse(at) }).declined.filter(({ rule }) => rule === 'daily-cap'),
  );
  expect(later).toEqual(first);
});

test('a group keeps what must be left of it, and a member that is unwell is not hit', () => {
  const members = [memberOf('web', 0), memberOf('web', 1, { healthy: false }), memberOf('web', 2, { healthy: false })];
  expect(rules({ groups: [groupOf('web', members)] })).toEqual(['web capacity']);
  const two = [memberOf('web', 0), memberOf('web', 1, { healthy: false }), memberOf('web', 2)];
  for (let seed = 0; seed < 20; seed++)
    expect(plan({ seed, groups: [groupOf('web', two)] }).kills[0]?.expected).toMatchObject({ among: 2 });
  expect(rules({ groups: [groupOf('web', two)], with: { capacity: { leastHealthyPercent: 34 } } })).toEqual([
    'web capacity',
  ]);
  expect(rules({ groups: [groupOf('web', two)], with: { capacity: { leastHealthyPercent: 33 } } })).toEqual([]);
  expect(rules({ groups: [groupOf('web', [])] })).toEqual(['web capacity']);
});

test('zones take turns: the one that was hit longest ago, or never', () => {
  const web = groupOf('web', 6);
  const hit = (date: string, zone: string) => ({ group: web.id, date, zone });
  const zoneAfter = (...history: ReturnType<typeof hit>[]) =>
    plan({ groups: [web], history, with: { zones: 'alternate' } }).kills[0]?.zone;
  const two = [hit('2026-11-02', 'euc1-az1'), hit('2026-11-03', 'euc1-az3')];
  expect(zoneAfter(...two)).toBe('euc1-az2');
  expect(zoneAfter(...two, hit('2026-11-04', 'euc1-az2'))).toBe('euc1-az1');
  expect(zoneAfter(...two, hit('2026-11-04', 'euc1-az2'), hit('2026-11-05', 'euc1-az1'))).toBe('euc1-az3');
});

test('a group over several Regions loses one member of one Region, and none of one that is excepted', () => {
  const members = [0, 1, 2, 3].map((n) => memberOf('web', n, n < 2 ? {} : { region: 'us-east-1' }));
  const { region: _, ...wide } = groupOf('web', members, { by: 'tag' });
  const regions = (except: MonkeyDefinition['except'] = []) =>
    new Set(Array.from({ length: 30 }, (_, seed) => plan({ seed, groups: [wide], with: { except } }).kills[0]?.region));
  expect(regions()).toEqual(new Set([region, 'us-east-1']));
  expect(regions([{ region: 'us-*' }])).toEqual(new Set([region]));
});

test('who is told too late is spared, and who is told in time is told when', () => {
  const notice = { before: 'PT2H' };
  const [kill] = plan({ with: { notice } }).kills;
  expect(kill?.noticeAt).toBe(kill!.at - 7_200_000);
  const found = plan({ with: { notice }, now: kill!.at - 7_199_000 });
  expect(found.declined.find(({ at }) => at === kill!.at)).toMatchObject({ rule: 'notice' });
});

test('a day is planned for good only once the workday before it is over', () => {
  expect(plan({ now: early }).provisional).toContain('2026-11-20');
  expect(plan({}).provisional).toBeUndefined();
});

test('a holiday whose calendar nobody has looked up closes the day', () => {
  const guardrails = { ...monkeyWith().guardrails, holidays: { country: 'DE' } };
  expect(plan({ with: { guardrails } }).closed).toMatchObject({ rule: 'holiday' });
});

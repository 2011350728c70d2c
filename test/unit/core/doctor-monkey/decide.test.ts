/** The capacity guard over any ward, and the answers of the doctor one by one. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allowedAtOnce, awayFrom } from '../../../../core/doctor-monkey/capacity.ts';
import { decide } from '../../../../core/doctor-monkey/decide.ts';
import type { Treated } from '../../../../core/doctor-monkey/notes.ts';
import { type DoctorMonkey, prudenceOf } from '../../../../core/doctor-monkey/settings.ts';
import { type Sighting, sightingsAfter } from '../../../../core/doctor-monkey/sightings.ts';
import type { Group, Health, Member, Ward } from '../../../../core/doctor-monkey/ward.ts';
import { catalogue } from '../../../../core/faults/catalogue.ts';
import { forTheIll } from '../../../../core/faults/squall/for-the-ill.ts';

const minute = 60_000;
const now = 100 * minute;
const practices = [{ tags: { Service: 'web' }, alarms: ['errors'] }];

const healths: readonly Health[] = [
  { is: 'sound' },
  { is: 'ill', check: 'the load balancer' },
  { is: 'starting' },
  { is: 'leaving' },
  { is: 'aside', why: 'standby' },
  { is: 'unknown', why: 'no answer' },
];
const health = fc.oneof(
  { weight: 6, arbitrary: fc.constant(healths[0]!) },
  { weight: 4, arbitrary: fc.constant(healths[1]!) },
  { weight: 1, arbitrary: fc.constantFrom(...healths) },
);
const member = fc.record({ zone: fc.constantFrom('az1', 'az2', 'az3'), optedIn: fc.boolean(), health });
const group = fc.record({
  members: fc.array(member, { maxLength: 12 }),
  more: fc.integer({ min: -2, max: 3 }),
  suspended: fc.constantFrom([], [], [], ['AZRebalance'], ['Launch']),
  mine: fc.constantFrom(true, true, true, false),
});
const settings = fc.record({
  practices: fc.constant(practices),
  patience: fc.constantFrom('PT0S', 'PT10M'),
  atOnce: fc.record({ count: fc.integer({ min: 0, max: 5 }), percent: fc.integer({ min: 1, max: 100 }) }),
  leastHealthy: fc.record({ group: fc.integer({ min: 0, max: 5 }), zone: fc.integer({ min: 0, max: 3 }) }),
});

function wardOf(groups: readonly (typeof group extends fc.Arbitrary<infer T> ? T : never)[]): Ward {
  return {
    at: now,
    place: 'world test',
    groups: groups.map(({ members, more, suspended, mine }, g): Group => {
      const named = members.map((each, m): Member => ({ ...each, id: `i-${g}-${m}`, name: `i-${g}-${m}` }));
      return {
        id: `g-${g}`,
        name: `g-${g}`,
        account: '111122223333',
        region: 'eu-central-1',
        tags: { Service: mine ? 'web' : 'other' },
        desired: Math.max(0, members.length + more),
        suspended,
        members: named,
      };
    }),
  };
}

const sightingsOf = ({ groups }: Ward, ages: readonly number[]): readonly Sighting[] =>
  groups
    .flatMap(({ members }) => members.filter((each) => each.health.is === 'ill'))
    .map(({ id }, i) => ({ id, illSince: now - (ages[i % ages.length] ?? 0) * minute, seenAt: now }));

describe('over any ward', () => {
  const any = fc.record({
    groups: fc.array(group, { maxLength: 4 }),
    settings,
    ages: fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1 }),
    followed: fc.array(fc.tuple(fc.nat(3), fc.nat(11)), { maxLength: 4 }),
    busy: fc.array(fc.nat(3), { maxLength: 1 }),
  });
  const asked = ({
    groups,
    settings: given,
    ages,
    followed,
    busy,
  }: typeof any extends fc.Arbitrary<infer T> ? T : never) => {
    const ward = wardOf(groups);
    const treated = followed
      .filter(([g, m]) => ward.groups[g]?.members[m])
      .map(([g, m]): Treated => {
        const at = { group: `g-${g}`, groupName: `g-${g}`, instance: `i-${g}-${m}`, instanceName: `i-${g}-${m}` };
        return { ...at, runId: `run-${g}-${m}`, at: now, dueAt: now + 1 };
      });
    const underWay = new Map(busy.map((g) => [`g-${g}`, `other-${g}`]));
    return { ward, sightings: sightingsOf(ward, ages), underWay, treated, settings: given as DoctorMonkey };
  };

  test('never more than the guard allows: share and count at once, least sound in group and zone', () => {
    fc.assert(
      fc.property(any, (given) => {
        const question = asked(given);
        const prudence = prudenceOf(question.settings);
        const { treatments } = decide(question);
        for (const each of question.ward.groups) {
          const mine = treatments.filter(({ group: { id } }) => id === each.id);
          if (mine.length === 0) continue;
          const before = question.treated.filter(({ group: id }) => id === each.id).length;
          const total = Math.max(awayFrom(each), before) + mine.length;
          expect(total).toBeLessThanOrEqual(prudence.count);
          expect(total).toBeLessThanOrEqual((each.desired * prudence.percent) / 100);
          expect(total).toBeLessThanOrEqual(allowedAtOnce(each, prudence));
          const sound = each.members.filter((one) => one.health.is === 'sound');
          expect(sound.length).toBeGreaterThanOrEqual(prudence.healthyOfGroup);
          for (const { member: one } of mine)
            expect(sound.filter(({ zone }) => zone === one.zone).length).toBeGreaterThanOrEqual(prudence.healthyOfZone);
          // What cannot be told refuses; so does what looks like an outage.
          expect(each.members.filter((one) => one.health.is === 'unknown')).toEqual([]);
          const ill = each.members.filter((one) => one.health.is === 'ill').length;
          expect(ill === 1 || ill < sound.length).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('whoever is treated is ill, opted in, ripe, of a practice, and nobody else’s; every other ill one has a reason', () => {
    fc.assert(
      fc.property(any, (given) => {
        const question = asked(given);
        const { patience } = prudenceOf(question.settings);
        const { treatments, leftAlone } = decide(question);
        const said = new Set(leftAlone.map(({ group: { id }, member: one }) => one?.id ?? id));
        const since = new Map(question.sightings.map(({ id, illSince }) => [id, illSince]));
        const chosen = new Set(treatments.map(({ member: { id } }) => id));
        expect(chosen.size).toBe(treatments.length);
        for (const { member: one, group: of } of treatments) {
          expect(one.health.is).toBe('ill');
          expect(one.optedIn).toBe(true);
          expect(now - since.get(one.id)!).toBeGreaterThanOrEqual(patience);
          expect(of.tags.Service).toBe('web');
          expect(of.suspended).not.toContain('Launch');
          expect(question.underWay.has(of.id)).toBe(false);
          expect(question.treated.map(({ instance }) => instance)).not.toContain(one.id);
        }
        for (const each of question.ward.groups.filter(({ tags }) => tags.Service === 'web'))
          for (const one of each.members.filter((patient) => patient.health.is === 'ill'))
            expect(chosen.has(one.id) || said.has(one.id) || said.has(each.id)).toBe(true);
        expect(decide(question)).toEqual({ treatments, leftAlone });
      }),
      { numRuns: 500 },
    );
  });
});

const one = (id: string, is: Health, zone = 'az1'): Member => ({ id, name: id, zone, optedIn: true, health: is });
const wardWith = (members: readonly Member[], changes: Partial<Group> = {}): Ward => ({
  at: now,
  place: 'world test',
  groups: [
    {
      id: 'g',
      name: 'web',
      account: '1',
      region: 'r',
      tags: { Service: 'web' },
      desired: 4,
      suspended: [],
      members,
      ...changes,
    },
  ],
});
const [sound, ill] = [healths[0]!, healths[1]!];
const four = [one('a', ill), one('b', sound), one('c', sound, 'az2'), one('d', sound, 'az2')];
const decided = (ward: Ward, changes: Partial<DoctorMonkey> = {}, age = 20) => {
  const sightings = sightingsOf(ward, [age]);
  const { treatments, leftAlone } = decide({
    ward,
    sightings,
    underWay: new Map(),
    treated: [],
    settings: { practices, ...changes },
  });
  return [...treatments.map(({ member: { id } }) => `treat ${id}`), ...leftAlone.map(({ rule }) => rule)];
};

test.each<[string, readonly string[], Ward, Partial<DoctorMonkey>?, number?]>([
  ['one of four, ill for long enough', ['treat a'], wardWith(four)],
  ['ill for less than the patience', ['patience'], wardWith(four), {}, 9],
  ['another is on its way in', ['at-once'], wardWith([...four.slice(0, 3), one('d', { is: 'starting' })])],
  ['one is missing', ['at-once'], wardWith(four.slice(0, 3))],
  ['one cannot be told', ['cannot-tell'], wardWith([...four, one('e', healths[5]!)])],
  ['half are ill', ['outage', 'outage'], wardWith([one('e', ill), ...four.slice(0, 3)])],
  ['the only one there is', ['least-healthy'], wardWith([one('a', ill)], { desired: 1 })],
  ['too few are sound in its zone', ['least-healthy'], wardWith(four), { leastHealthy: { zone: 2 } }],
  ['the group may not launch', ['suspended'], wardWith(four, { suspended: ['Launch'] })],
  ['its owner has not let it be touched', ['opt-in'], wardWith([{ ...four[0]!, optedIn: false }, ...four.slice(1)])],
  ['a share that rounds to none', ['at-once'], wardWith(four), { atOnce: { percent: 20 } }],
])('%s', (_what, expected, ward, changes = {}, age = 20) => {
  expect(decided(ward, changes, age)).toEqual(expected);
});

test('how long it is ill is known by having looked: a gap, a sound look and a run under way begin anew', () => {
  const at = (time: number, is: Health = ill): Ward => ({ ...wardWith([one('a', is)]), at: time });
  const look = (before: readonly Sighting[], ward: Ward, busy: readonly string[] = []) =>
    sightingsAfter(before, ward, minute, new Set(busy));
  const first = look([], at(0));
  expect(look(first, at(3 * minute))).toEqual([{ id: 'a', illSince: 0, seenAt: 3 * minute }]);
  expect(look(first, at(3 * minute + 1))).toEqual([{ id: 'a', illSince: 3 * minute + 1, seenAt: 3 * minute + 1 }]);
  expect(look(first, at(minute, sound))).toEqual([]);
  expect(look(first, at(minute), ['a'])).toEqual([]);
  // EC2 says since when itself.
  expect(look([], at(minute, { is: 'ill', check: 'EC2', since: 7 }))).toEqual([
    { id: 'a', illSince: 7, seenAt: minute },
  ]);
});

test('the actions that are for the ill too are those of the catalogue that say so', () => {
  expect(catalogue.filter(({ illToo }) => illToo).map(({ id }) => id)).toEqual(forTheIll);
});

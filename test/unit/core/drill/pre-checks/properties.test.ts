/** What holds of every judgement, whatever was found: more room never refuses, less never lets go, and what is not known is never ok. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { notKnown } from '../../../../../core/conformity/known.ts';
import { rule as certificates } from '../../../../../core/drill/pre-checks/certificates-and-secrets.ts';
import { rule as dns } from '../../../../../core/drill/pre-checks/dns.ts';
import { type Carried, rule as headroom } from '../../../../../core/drill/pre-checks/headroom.ts';
import { rule as healthChecks } from '../../../../../core/drill/pre-checks/health-checks.ts';
import type { PreCheckFinding, PreCheckQuestion } from '../../../../../core/drill/pre-checks/pre-check.ts';
import { type Grown, rule as quotas } from '../../../../../core/drill/pre-checks/quotas.ts';
import { rule as replication } from '../../../../../core/drill/pre-checks/replication.ts';
import { health, loss, name, record, shift } from './names.ts';
import { metric, now, question } from './question.ts';

const whole = (max: number, min = 0) => fc.integer({ min, max });
const fine = (found: readonly PreCheckFinding[]) => found.every(({ state }) => state === 'ok');

/** One is refused, or both are let go. */
const noWorse = (than: readonly PreCheckFinding[], found: readonly PreCheckFinding[]) => !fine(than) || fine(found);

/** Of each that is not ok: what was found, and after a colon what to do. */
const told = (found: readonly PreCheckFinding[]) =>
  found.every(({ state, says }) => (state === 'ok' ? says === undefined : says !== undefined && !says.endsWith('.')));

interface Facts {
  readonly home: number;
  readonly away: number;
  readonly before: number;
  readonly staying: number;
  readonly raised: number;
  readonly perMember: number;
  readonly margin: number;
}
const facts: fc.Arbitrary<Facts> = fc.record({
  home: whole(10_000),
  away: whole(1000),
  before: whole(30, 1),
  staying: whole(30),
  raised: whole(20),
  perMember: whole(2000, 1),
  margin: whole(99),
});

const asked = question();
const zone: PreCheckQuestion = {
  ...asked,
  drill: { ...asked.drill, evacuate: { zone: 'euc1-az1' } },
};

function carried(
  kind: 'load' | 'utilisation',
  { home, away, before, staying, raised, ...rest }: Facts,
  ofZone: boolean,
) {
  const sides = { home: metric('Home'), away: metric('Away') };
  const { perMember, margin } = rest;
  const all = { healthy: before + staying, staying, raised };
  const one: Carried = {
    asked: { service: 'payments', margin, ...(kind === 'load' ? { load: sides, perMember } : { utilisation: sides }) },
    home: kind === 'load' ? home : home / 100,
    away: kind === 'load' ? away : away / 10,
    membersHome: ofZone ? all : { healthy: before, staying: before, raised: 0 },
    ...(!ofZone && { membersAway: { healthy: staying, staying, raised } }),
  };
  return headroom.judge(ofZone ? zone : asked, [one]);
}

test.each(['load', 'utilisation'] as const)('headroom by %s: room is never held against a place', (kind) => {
  fc.assert(
    fc.property(facts, fc.boolean(), whole(10, 1), (found, ofZone, more) => {
      const now = carried(kind, found, ofZone);
      expect(told(now)).toBe(true);
      const { home, away, before, staying, raised, perMember, margin } = found;
      // More members of the same utilisation would have more to do: it is spread over them, less what rounding adds.
      const over = (percent: number, before: number, after: number) => (percent * before * (1 - 1e-9)) / after;
      const spread =
        kind === 'load'
          ? {}
          : ofZone
            ? { home: over(home, before + staying, before + staying + more) }
            : { away: over(away, staying, staying + more) };
      for (const better of [
        { staying: staying + more, ...spread },
        { raised: raised + more },
        { home: Math.max(0, home - more * 100) },
        { margin: Math.max(0, margin - more) },
        ...(kind === 'load' ? [{ perMember: perMember + more }] : []),
      ])
        expect(noWorse(now, carried(kind, { ...found, ...better }, ofZone)), JSON.stringify(better)).toBe(true);
    }),
  );
});

test('headroom: what is to be carried is carried, by what stays and is raised, with the margin free', () => {
  fc.assert(
    fc.property(facts, (found) => {
      const { home, away, staying, raised, perMember, margin } = found;
      const carries = home + away <= ((staying + raised) * perMember * (100 - margin)) / 100;
      expect(fine(carried('load', found, false))).toBe(carries);
    }),
  );
});

const growth = fc.record({ by: whole(50, 1), size: whole(64, 1), used: whole(500), most: whole(2000), key: whole(2) });
type Growth = { by: number; size: number; used: number; most: number; key: number };
const grown = (all: readonly Growth[]): readonly Grown[] =>
  all.map(({ by, size, used, most, key }, i) => ({
    group: `group-${i}`,
    by,
    uses: [{ what: `quota ${key}`, where: { region: 'eu-west-1' }, most: most + key, used, more: by * size }],
  }));
/** Of one quota everybody is told the same. */
const alike = fc
  .tuple(fc.array(growth, { minLength: 1, maxLength: 6 }), fc.array(growth, { minLength: 3, maxLength: 3 }))
  .map(([groups, kinds]) =>
    groups.map((each) => ({ ...each, most: kinds[each.key]!.most, used: kinds[each.key]!.used })),
  );

test('quotas: groups take together, in any order, and a higher one never refuses', () => {
  fc.assert(
    fc.property(alike, whole(100, 1), (groups, more) => {
      const found = quotas.judge(asked, grown(groups));
      expect(told(found)).toBe(true);
      const lasts = [0, 1, 2].every((key) => {
        const own = groups.filter((each) => each.key === key);
        const takes = own.reduce((sum, { by, size }) => sum + by * size, 0);
        return own.every(({ used, most }) => used + takes <= most + key);
      });
      expect(fine(found)).toBe(lasts);
      expect(fine(quotas.judge(asked, grown(groups.toReversed())))).toBe(lasts);
      expect(
        noWorse(found, quotas.judge(asked, grown(groups.map((each) => ({ ...each, most: each.most + more }))))),
      ).toBe(true);
      expect(noWorse(quotas.judge(asked, grown(groups.map((each) => ({ ...each, by: each.by + more })))), found)).toBe(
        true,
      );
      const hidden = grown(groups).map((each, i) =>
        i === more % groups.length ? { ...each, uses: notKnown('x') } : each,
      );
      expect(fine(quotas.judge(asked, hidden))).toBe(false);
    }),
  );
});

const objectives = (recover: number, detect: number) => ({ detect: `PT${detect}S`, recover: `PT${recover}S` });

test('DNS: a shorter TTL, more time or sooner notice never refuse, and the sum alone decides', () => {
  fc.assert(
    fc.property(whole(900, 1), whole(600), whole(300), whole(60, 1), (recover, ttl, detect, less) => {
      const judged = (by: number, kept: number, noticed: number) => {
        const of = question({ objectives: objectives(by, noticed), decide: undefined }, { steps: [shift] });
        return dns.judge(of, [{ name, records: [record('home', { ttl: kept * 1000 }), record('away', { ttl: 0 })] }]);
      };
      const found = judged(recover, ttl, detect);
      expect(told(found)).toBe(true);
      expect(fine(found)).toBe(detect + ttl <= recover);
      for (const better of [
        judged(recover + less, ttl, detect),
        judged(recover, Math.max(0, ttl - less), detect),
        judged(recover, ttl, Math.max(0, detect - less)),
      ])
        expect(noWorse(found, better)).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test('replication, certificates and secrets: newer, longer and more never refuse; what is not known always does', () => {
  const lost = question({
    objectives: { recover: 'PT5M', recoveryPoint: 'PT2S' },
    preChecks: { replication: [{ of: 'orders', lag: metric('Lag'), unit: 'milliseconds' }] },
    users: { recoveryPoint: { probe: 'success-rate', unit: 'seconds' } },
  });
  const present = question({ preChecks: { present: { certificates: [name], secrets: ['db'] } } });
  fc.assert(
    fc.property(whole(4000), whole(10_000_000), whole(1000, 1), (lag, left, more) => {
      const behind = (millis: number) => replication.judge(lost, [{ of: 'orders', lag: millis }]);
      expect(fine(behind(lag))).toBe(lag <= 2000);
      expect(
        fine(
          replication.judge(lost, [
            { of: 'orders', lag },
            { of: 'other', lag: notKnown('x') },
          ]),
        ),
      ).toBe(false);
      const certified = (...ends: readonly number[]) =>
        certificates.judge(present, [
          {
            where: { region: 'eu-west-1' },
            certificates: ends.map((end) => ({ names: [name], expires: now + end })),
            secrets: new Map([['db', { state: 'present' } as const]]),
          },
        ]);
      expect(fine(certified(left))).toBe(left > present.lease);
      expect(noWorse(certified(left), certified(left, left - more))).toBe(true);
      expect(noWorse(certified(left), certified(left + more))).toBe(true);
    }),
  );
});

test('health checks: of records with checks of any kind, one that is not known, or ill where users are sent, is never let go', () => {
  const check = fc.record({
    by: fc.constantFrom('answers' as const, 'others' as const, 'alarm' as const, 'routing-control' as const),
    inverted: fc.boolean(),
    disabled: fc.boolean(),
    healthy: fc.boolean(),
  });
  const decided = question({}, { steps: [loss, shift] });
  fc.assert(
    fc.property(fc.option(check, { nil: undefined }), check, fc.boolean(), (home, away, evaluatesTarget) => {
      const of = (set: string, own: Parameters<typeof health>[0] | undefined) =>
        record(set, { evaluatesTarget: set === 'home' && evaluatesTarget, ...(own && { healthCheck: health(own) }) });
      const judged = (...records: readonly ReturnType<typeof record>[]) =>
        healthChecks.judge(decided, [{ name, records }]);
      const found = judged(of('home', home), of('away', { id: 'away', ...away }));
      expect(told(found)).toBe(true);
      // Nothing but the drill may lead users away before people have decided.
      const leads = home && !home.disabled && !home.inverted && home.by !== 'routing-control';
      const ill = !away.healthy && away.by !== 'routing-control';
      expect(fine(found)).toBe(!leads && !evaluatesTarget && !ill);
      expect(fine(judged(of('home', home), { ...of('away', away), healthCheck: notKnown('x') }))).toBe(false);
    }),
  );
});

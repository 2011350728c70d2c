import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { measuredOf } from '../../../../core/drill/measured.ts';
import type { Probe } from '../../../../core/experiment/schema/probes.ts';
import type { Measured, Timed } from '../../../../core/history/measured.ts';
import { judge } from '../../../../core/steady-state/verdict.ts';
import { type DrillStory, evacuated, lostAt, minute, second, tellDrill } from '../../../fixtures/drill.ts';
import { histories } from '../../../fixtures/histories.ts';

const of = (over: Partial<DrillStory> = {}): Measured => measuredOf(tellDrill({ ...evacuated, ...over }))!;
const told = (least: number, most = least): Timed => ({ is: 'measured', least, most });
const came = (drill: Measured) => Object.fromEntries(drill.objectives.map(({ name, came: how }) => [name, how]));

describe('a drill that went well', () => {
  const drill = of();

  test('is timed as closely as its data tell, and no closer', () => {
    expect(drill).toMatchObject({
      detect: told(90 * second),
      decide: told(40 * second),
      decisions: [{ by: 'bob', at: lostAt + 120 * second }],
      // The last bad minute began after three, the first good one after four.
      recover: told(3 * minute, 5 * minute),
      // Asked for one second after the end, and seen at the look 40 s after it.
      failback: told(0, 39 * second),
      users: { is: 'measured', requests: 13 * 6000, failures: 4 * 3000 + 9 * 6, from: lostAt },
    });
    expect(drill.moments).toMatchObject({ lost: lostAt, detected: lostAt + 90 * second, moved: lostAt + 130 * second });
    expect(came(drill)).toEqual({ detect: 'met', decide: 'met', recover: 'met', successRate: 'met', failback: 'met' });
  });

  test('says what is not known, and why', () => {
    expect(drill.recoveryPoint).toEqual({
      is: 'unknown',
      why: 'no heartbeat is written, and no probe is named that tells of it',
    });
    expect(of({ users: {} }).users).toEqual({ is: 'unknown', why: 'the drill names no probes that count requests' });
  });
});

test('users are home once what leads them was seen back, however long what served them elsewhere is given', () => {
  const history = tellDrill({ ...evacuated, undone: [10 * second, 12 * minute] });
  const mover = history.record.plan.steps.find(({ moves }) => moves)!;
  const at = history.journal.findIndex(
    (entry) => entry.type === 'undoing' && entry.entryId === `${mover.wave}/${mover.id}`,
  );
  const asked = history.journal[at]!;
  const back = {
    ...asked,
    type: 'undoing',
    entryId: `${mover.wave}/${mover.id}`,
    how: 'back',
    waits: true,
    back: true,
  } as const;
  const journal = history.journal.toSpliced(at + 1, 0, { ...back, at: asked.at + 20 * second });
  const most = (told: Timed) => (told.is === 'measured' ? told.most : Number.NaN);
  expect(most(measuredOf(history)!.failback)).toBeGreaterThan(11 * minute);
  expect(most(measuredOf({ ...history, journal })!.failback)).toBeLessThan(11 * minute);
});

describe('objectives', () => {
  const objectives = evacuated.objectives;

  test('one that is missed refutes, by name and figure', () => {
    const history = tellDrill({ ...evacuated, objectives: { ...objectives, recover: 'PT2M' } });
    expect(history.record.terminal).toMatchObject({ verdict: 'refuted', end: 'completed', recovery: 'restored' });
    expect(history.record.terminal?.reason).toContain(
      'traffic was back between 3 min and 5 min after the loss, and the objective is 2 min',
    );
  });

  test('one that the data are too coarse for is not met, and leaves the drill inconclusive', () => {
    const history = tellDrill({ ...evacuated, out: [0, 4], objectives: { ...objectives, recover: 'PT3M30S' } });
    expect(came(history.record.terminal!.drill!)).toMatchObject({ recover: 'unknown' });
    const lenient = { ...history.record.plan.definition.hypothesis.probes[0]!, for: 'PT10M' };
    const { plan } = history.record;
    const probes = [lenient, ...plan.definition.hypothesis.probes.slice(1)];
    const definition = { ...plan.definition, hypothesis: { ...plan.definition.hypothesis, probes } };
    const forgiving = judge({ ...history, record: { ...history.record, plan: { ...plan, definition } } });
    expect(forgiving).toMatchObject({ verdict: 'inconclusive', reason: expect.stringContaining('too coarse') });
  });

  test('met is said in the reason of what held', () => {
    expect(judge(tellDrill(evacuated)).reason).toContain(
      'the loss was noticed after 1 min 30 s, within the objective of 2 min',
    );
  });

  test.each([
    ['an alarm that never came', { alarm: null, moved: null, cutShort: 5 * minute }, 'detect', 'missed'],
    [
      'an alarm that nobody waited long enough for',
      { alarm: null, moved: null, cutShort: minute },
      'detect',
      'unknown',
    ],
    ['users who were still failed when the hold was over', { out: [0, 30] }, 'recover', 'missed'],
    [
      'users who were failed when a person stopped it at once',
      { out: [0, 30], cutShort: 3 * minute },
      'recover',
      'unknown',
    ],
    ['a hold that was cut short', { out: [0, 2], cutShort: 6 * minute }, 'recover', 'unknown'],
    ['a way back that took long', { undone: [10 * second, 12 * minute] }, 'failback', 'missed'],
    ['a success rate below it', { out: [0, 9] }, 'successRate', 'missed'],
    ['requests that nobody told of', { requests: (m) => (m === 3 ? null : 6000) }, 'successRate', 'unknown'],
    ['failures that nobody told of', { failures: (m) => (m === 0 ? null : 6) }, 'successRate', 'unknown'],
    ['nobody who asked for anything', { requests: () => 0, failures: () => 0 }, 'successRate', 'unknown'],
    ['more failures than requests', { failures: () => 7000 }, 'successRate', 'unknown'],
  ] satisfies readonly (readonly [string, Partial<DrillStory>, string, string])[])('%s', (_, over, name, how) => {
    expect(came(of(over as Partial<DrillStory>))).toMatchObject({ [name]: how });
  });

  test('traffic that was not home when users were failed again is not home', () => {
    expect(of({ outAgain: [1, 12] }).failback).toMatchObject({ least: expect.closeTo(11 * minute, -5) });
    expect(came(of({ outAgain: [1, 13] }))).toMatchObject({ failback: 'missed' });
  });
});

test('steady state that was never lost was back at once', () => {
  expect(of({ out: [0, 0] }).recover).toEqual(told(0));
});

test('what is planned has nothing to notice, and counts from its first mover', () => {
  const drill = of({ planned: true, alarm: null, moved: 0, objectives: { recover: 'PT5M' } });
  expect(drill).toMatchObject({
    planned: true,
    detect: { is: 'unknown' },
    decide: { is: 'unknown' },
    moments: { lost: lostAt },
  });
});

test('an alarm from before the loss tells of something else', () => {
  expect(of({ alarm: -30 * second }).detect).toMatchObject({
    is: 'unknown',
    why: expect.stringContaining('before anything was lost'),
  });
});

test('an application’s own metric tells what is missing, the most of it from the loss to the move', () => {
  const probe = {
    id: 'lag',
    cloudwatch: { namespace: 'A', metric: 'Lag', stat: 'Maximum', period: 'PT1M' },
    when: ['during' as const],
  };
  const sample = (m: number, value: number) => ({ probe: 'lag', at: lostAt + m * minute, value });
  const more = { probes: [probe], samples: [sample(-1, 900), sample(0, 2), sample(1, 7), sample(2, 3), sample(3, 40)] };
  const drill = of({
    more,
    users: { recoveryPoint: { probe: 'lag', unit: 'seconds' } },
    objectives: { recover: 'PT5M', recoveryPoint: 'PT5S' },
  });
  expect(drill.recoveryPoint).toEqual(told(7 * second));
  expect(drill.objectives.find(({ name }) => name === 'recoveryPoint')).toMatchObject({
    came: 'missed',
    why: 'of the newest writes 7 s were missing, and the objective is 5 s',
  });
});

describe('a heartbeat', () => {
  const heartbeat = { table: 'payments', key: 'pk', home: 'eu-central-1', away: 'eu-west-1' };
  const writes: Probe = { id: 'writes', heartbeat, when: ['before', 'during'] };
  const every = 30 * second;
  /** A beat each 30 s; acknowledged until `lost`, and shown until `shown`. */
  const point = (lost: number, shown: number, over: Partial<DrillStory> = {}) => {
    const samples = Array.from({ length: 28 }, (_, i) => lostAt + (i - 4) * every).map((at) => ({
      probe: 'writes',
      at,
      beat: { ...(at - lostAt < lost && { written: at }), seen: Math.min(at - every, lostAt + shown) },
    }));
    return of({
      more: { probes: [writes], samples },
      users: {},
      objectives: { recover: 'PT5M', recoveryPoint: 'PT1M' },
      ...over,
    });
  };

  test('of which all arrived leaves unknown only what lies between two looks', () => {
    // Lost at 15 s: the beat of 0 s was the last, that of 30 s was not taken.
    expect(point(15 * second, 0).recoveryPoint).toEqual(told(0, every));
  });

  test('whose last minute never arrived says so, and how wide the figure is', () => {
    const drill = point(15 * second, -60 * second);
    // The last acknowledged was of 0 s; the first that is missing of −30 s.
    expect(drill.recoveryPoint).toEqual(told(30 * second, 90 * second));
    expect(came(drill)).toMatchObject({ recoveryPoint: 'unknown' });
    expect(came(point(15 * second, -120 * second))).toMatchObject({ recoveryPoint: 'missed' });
  });

  test('that home goes on taking counts until users were moved', () => {
    // Everything is moved at 131 s: the beat of 120 s is the newest that counts.
    expect(point(Number.POSITIVE_INFINITY, 0).recoveryPoint).toEqual(told(90 * second, 131 * second));
  });

  test('that was refused, once it is lost, tells nothing: a Region that is lost refuses nobody', () => {
    const barred = (at: number) => ({
      more: {
        probes: [writes],
        samples: [
          { probe: 'writes', at: lostAt - every, beat: { written: lostAt - every } },
          {
            probe: 'writes',
            at,
            beat: { barred: true as const },
            detail: 'eu-central-1 took no write: not authorized',
          },
          { probe: 'writes', at: lostAt + 5 * minute, beat: { seen: lostAt - every } },
        ],
      },
    });
    expect(point(0, 0, barred(lostAt + every)).recoveryPoint).toEqual({
      is: 'unknown',
      why: 'writes: eu-central-1 took no write: not authorized',
    });
    expect(point(0, 0, barred(lostAt - 2 * every)).recoveryPoint).toMatchObject({ is: 'measured' });
  });

  test('that the other place shows from after the move lost nothing, however far apart looks are', () => {
    expect(point(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY).recoveryPoint).toEqual(told(0));
    // Written before everything was moved at 131 s.
    expect(point(Number.POSITIVE_INFINITY, 120 * second).recoveryPoint).toEqual(told(0, 11 * second));
  });

  test('that home never took, or that nobody moved from, tells nothing', () => {
    expect(point(-3600 * second, 0).recoveryPoint).toMatchObject({
      is: 'unknown',
      why: expect.stringContaining('acknowledged no write'),
    });
    expect(point(0, 0, { moved: null, cutShort: 4 * minute }).recoveryPoint).toMatchObject({ is: 'unknown' });
  });
});

test('an ordinary experiment is no drill, and neither is one that changed nothing', () => {
  expect(measuredOf(histories.held!)).toBeUndefined();
  expect(histories.held!.record.terminal).not.toHaveProperty('drill');
  expect(measuredOf({ ...tellDrill(evacuated), ledger: [] })).toBeUndefined();
});

const offset = (to: number) => fc.integer({ min: 0, max: to * 60 }).map((s) => s * second);
const stories = fc.record({
  planned: fc.constantFrom(undefined, true as const),
  alarm: fc.option(fc.integer({ min: -120, max: 299 }).map((s) => s * second)),
  moved: fc.option(offset(20)),
  out: fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 40 })),
  hold: fc.integer({ min: 1, max: 20 }).map((m) => m * minute),
  cutShort: fc.option(offset(30), { nil: undefined }),
  undone: fc.tuple(offset(5), offset(25)),
  outAgain: fc.option(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 20 })), { nil: undefined }),
});

test('whatever happened: times are in order, none is negative, and the order of writing is nothing', () => {
  fc.assert(
    fc.property(stories, fc.integer(), (raw, salt) => {
      const { planned, cutShort, outAgain, ...rest } = raw;
      const moved = planned ? 0 : rest.moved;
      const story: DrillStory = {
        ...evacuated,
        ...rest,
        moved,
        ...(planned && { planned }),
        ...(cutShort !== undefined && { cutShort }),
        ...(outAgain && { outAgain }),
      };
      const history = tellDrill(story);
      const drill = measuredOf(history);
      if (!drill) return;
      const shuffled = [...history.journal].sort((a, b) => mixed(a.n, salt) - mixed(b.n, salt));
      const ledger = [...history.ledger].reverse();
      expect(measuredOf({ ...history, journal: shuffled, ledger })).toEqual(drill);
      for (const timed of [drill.detect, drill.decide, drill.recover, drill.recoveryPoint, drill.failback]) {
        if (timed.is === 'unknown') continue;
        expect(timed.least).toBeGreaterThanOrEqual(0);
        if (timed.is === 'measured') expect(timed.most).toBeGreaterThanOrEqual(timed.least);
      }
      const { lost, detected = lost, moved: first, recovered, held, failingBack, home } = drill.moments;
      expect(detected).toBeGreaterThanOrEqual(lost);
      if (first !== undefined) expect(first).toBeGreaterThanOrEqual(lost);
      if (recovered && held !== undefined) {
        expect(recovered.notBefore).toBeGreaterThanOrEqual(lost);
        expect(recovered.notAfter).toBeGreaterThanOrEqual(recovered.notBefore);
        expect(held).toBeGreaterThanOrEqual(recovered.notAfter);
      }
      if (home && failingBack !== undefined) {
        expect(home.notBefore).toBeGreaterThanOrEqual(failingBack);
        expect(home.notAfter).toBeGreaterThanOrEqual(home.notBefore);
      }
      if (drill.users.is === 'measured') expect(drill.users.successRate).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 60 },
  );
});

const mixed = (n: number, salt: number): number => Math.imul(n ^ salt, 0x9e3779b1) >>> 0;

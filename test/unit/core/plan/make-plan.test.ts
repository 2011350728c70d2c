import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Experiment } from '../../../../core/experiment/schema/experiment.ts';
import { checkGuardrails } from '../../../../core/guardrails/index.ts';
import { definitionHash } from '../../../../core/plan/definition-hash.ts';
import { makePlan } from '../../../../core/plan/make-plan.ts';
import type { Plan } from '../../../../core/plan/plan.ts';
import type { Resource } from '../../../../core/ports/resources.ts';
import { instance, resourcesOf, shop } from '../../../fixtures/decisions/fleet.ts';
import { broken, ports } from '../../../fixtures/decisions/question.ts';

const folder = new URL('../../../../templates/experiments/', import.meta.url);
const read = (name: string): Experiment => parse(readFileSync(new URL(`${name}/experiment.yaml`, folder), 'utf8'));
const drill = read('az-power-interruption');

const make = (
  definition: Experiment,
  o: { seed?: number; fleet?: readonly Resource[]; parameters?: Record<string, string | number> } = {},
) =>
  makePlan(
    { definition, definitionHash: definitionHash(definition), parameters: o.parameters ?? {}, seed: o.seed ?? 7 },
    { ...ports(), resources: resourcesOf(o.fleet ?? shop) },
  );

async function planned(definition: Experiment, o: Parameters<typeof make>[1] = {}): Promise<Plan> {
  const made = await make(definition, o);
  if (!made.ok) throw new Error(`${made.refusal.rule}: ${made.refusal.why}`);
  return made.plan;
}

const refused = async (definition: Experiment, o: Parameters<typeof make>[1] = {}) => {
  const made = await make(definition, o);
  return made.ok ? 'planned' : `${made.refusal.rule}: ${made.refusal.why}`;
};

/** The fleet here is the shop's; each of the others is planned on its own world in test/workflow/scenarios.test.ts. */
const onTheShop = readdirSync(folder).filter((name) => read(name).world === '../../worlds/shop.yaml');

describe('every experiment of the templates on the shop', () => {
  it('is one of several', () => expect(onTheShop.length).toBeGreaterThan(8));

  it.each(onTheShop)('%s is planned, and no guardrail is in its way', async (name) => {
    for (const seed of [1, 2, 3]) {
      const plan = await planned(read(name), { seed });
      expect(await checkGuardrails(plan, undefined, ports())).toEqual([]);
      expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
    }
  });
});

describe('the plan of a zone’s loss', () => {
  it('is the same for the same seed, and names all that is hit', async () => {
    const plan = await planned(drill);
    expect(await planned(drill)).toEqual(plan);
    const zone = String(plan.parameters.zone);
    expect(plan.targets.map(({ name, chosen }) => [name, chosen.length])).toEqual([
      ['web', 2],
      ['api', 2],
      ['groups', 2],
    ]);
    expect(plan.shares).toEqual([
      expect.objectContaining({ service: 'checkout', healthy: 12, affected: 4, percent: (4 / 12) * 100 }),
    ]);
    expect(plan.shares[0]?.zones[zone]).toEqual({ before: 4, during: 0 });
    expect(plan.steps.map(({ id, wave, undo }) => [id, wave, undo.by])).toEqual([
      ['power-web', 1, 'provider'],
      ['power-api', 1, 'provider'],
      ['no-new-capacity', 1, 'provider'],
    ]);
    expect(plan.steps[2]?.parameters).toEqual({
      duration: 'PT10M',
      availabilityZoneIdentifiers: zone,
      percentage: '100',
    });
    expect([plan.waves, plan.irreversible, plan.unsafe]).toEqual([1, [], []]);
  });

  it('reaches every zone over some seeds', async () => {
    const zones = await Promise.all(
      [...Array(30).keys()].map(async (seed) => (await planned(drill, { seed })).parameters.zone),
    );
    expect(new Set(zones).size).toBe(3);
  });

  it('leases the gate, the waves, twice the longest undo and five minutes', async () => {
    const { times } = await planned(drill);
    // Five samples a minute apart, fresh within 5 min, and 2 min of margin; 10 min and a minute to see their end.
    expect(times).toEqual({
      gate: 11 * 60_000,
      waves: 11 * 60_000,
      undo: 5 * 60_000,
      lease: 37 * 60_000,
      sampleEvery: 30_000,
    });
    expect(times.lease / times.sampleEvery).toBeLessThan(2500);
  });

  it('costs action-minutes and transitions', async () => {
    const { cost } = await planned(drill);
    expect(cost.faults).toBe(3); // three actions, ten minutes, $0.10
    expect(cost.platform).toBeGreaterThan(0.003);
    expect(cost.platform).toBeLessThan(0.02);
    expect(cost.total).toBeCloseTo(cost.faults + cost.platform, 6);
  });

  it('exposes a stop condition for its datapoints, publication, evaluation, delivery, stop and post actions', async () => {
    const { exposure } = await planned(drill);
    expect(exposure).toEqual([
      { alarm: 'shop-checkout-5xx', detect: 420_000, deliver: 10_000, stop: 90_000, total: 520_000 },
    ]);
  });

  it('has a hash of definition, parameters, seed and targets', async () => {
    const { hash } = await planned(drill);
    const grown = [...shop, instance('web', 6), instance('web', 7), instance('web', 8)];
    const others = await Promise.all([
      planned(drill, { seed: 8 }),
      planned(drill, { parameters: { duration: 'PT11M' } }),
      planned(drill, { fleet: grown }),
      planned({ ...drill, maxDuration: 'PT2H' }),
    ]);
    expect(new Set([hash, ...others.map((plan) => plan.hash)]).size).toBe(5);
  });
});

describe('the definition’s hash', () => {
  it('leaves out environment, caps, schedule and report, and nothing else', () => {
    const same = {
      ...drill,
      environment: 'production',
      blastRadius: { preset: 'single' as const },
      schedule: { cron: 'x' },
      report: { formats: [] },
    };
    expect(definitionHash(same)).toBe(definitionHash(drill));
    expect(definitionHash({ ...drill, maxDuration: 'PT2H' })).not.toBe(definitionHash(drill));
  });
});

describe('what cannot be planned', () => {
  const kill = read('instance-termination');
  const [terminate, watch] = kill.steps;

  it('is refused with a sentence to act on', async () => {
    const dead = shop.map((resource) => ({ ...resource, healthy: false }));
    expect(await refused(drill, { fleet: [] })).toContain('targets: target web matched nothing');
    expect(await refused(drill, { fleet: dead })).toContain('none of the 2 that target web matched is healthy');
    expect(await refused({ ...drill, blastRadius: { scope: 'zone' } })).toContain('blast-radius: no cap is declared');
    expect(await refused({ ...drill, blastRadius: { scope: 'zone', maxPercent: 30 } })).toContain(
      'above the cap of 30 %',
    );
    expect(await refused({ ...kill, blastRadius: { maxPercent: 5 } })).toContain('nothing of target victim may be hit');
    expect(await refused({ ...drill, maxDuration: 'PT5M' })).toMatch(/^parameters: maxDuration: found .*PT5M/);
    expect(await refused(drill, { parameters: { duration: 'PT2H' } })).toMatch(/^parameters: /);
    expect(await refused({ ...kill, steps: [{ ...terminate!, undo: 'auto' }, watch!] })).toContain('irreversible');
  });

  it('is a lease beyond twelve hours', async () => {
    const long = { ...read('cpu-stress'), maxDuration: 'PT12H' };
    const [stress] = long.steps;
    const steps = [{ ...stress!, with: { ...stress!.with, duration: 'PT12H' } }];
    expect(await refused({ ...long, steps })).toMatch(/^duration: the run would need a lease of/);
  });

  it('is a world that cannot be looked at', async () => {
    const made = await makePlan(
      { definition: drill, definitionHash: '', parameters: {}, seed: 7 },
      { ...ports(), resources: { ...resourcesOf(shop), resolve: broken } },
    );
    expect(made).toMatchObject({
      ok: false,
      refusal: { rule: 'targets', why: 'they could not be resolved: throttled' },
    });
  });
});

describe('a cut selection', () => {
  it('says what it was cut from, and counts over all targets', async () => {
    const wide: Experiment = { ...read('instance-termination'), blastRadius: { maxTargets: 2 } };
    const targets = { victim: { ...wide.targets.victim!, select: { all: true as const } } };
    const plan = await planned({ ...wide, targets });
    expect(plan.targets[0]?.chosen).toHaveLength(2);
    expect(plan.targets[0]?.because).toBe('2 of 6: all that are healthy, cut from 6 by the blast radius');
    expect(plan.irreversible).toHaveLength(1);
  });

  it('counts a function by its share of requests', async () => {
    const errors = read('error-injection');
    const plan = await planned(errors);
    const share = Number(plan.parameters.share);
    expect(plan.shares[0]).toMatchObject({ type: 'lambda:function', percent: share });
    const tight = { ...errors, blastRadius: { maxPercent: share - 1 } };
    expect(await refused(tight)).toContain('nothing of target recommendations may be hit');
  });
});

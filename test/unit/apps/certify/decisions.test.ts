import { describe, expect, it } from 'vitest';
import { consent } from '../../../../apps/certify/consent.ts';
import { notCovered } from '../../../../apps/certify/coverage.ts';
import { estimateOf } from '../../../../apps/certify/estimate.ts';
import type { ExerciseEvidence } from '../../../../apps/certify/evidence/schema.ts';
import { exercises } from '../../../../apps/certify/exercises/index.ts';
import { exitCodeOf } from '../../../../apps/certify/exit-code.ts';
import { openLocalRig } from '../../../../apps/certify/local/open.ts';
import { outcomeOf } from '../../../../apps/certify/outcome.ts';
import { forbidden, type Previewed, preview } from '../../../../apps/certify/preview.ts';
import { documents } from '../../../../core/faults/aws/documents.ts';
import { catalogue } from '../../../../core/faults/catalogue.ts';
import { certificationExperiments, rehearsal } from '../../../../lib/configuration/certification.ts';
import { temporaryDirectory } from '../../../workflow/temporary-directory.ts';

const directory = temporaryDirectory();

async function previewed(): Promise<readonly Previewed[]> {
  const rig = await openLocalRig({ directory: directory.path(), seed: 7, timeline: 'preview', traffic: 'closed-form' });
  try {
    return await preview(exercises, certificationExperiments(rehearsal), 7, rig);
  } finally {
    await rig.close();
  }
}

/** The fleet has targets for these, or they take none, and no exercise shows them yet: a new one has to be decided on. */
const withoutExercise = [
  'aws:cloudwatch:assert-alarm-state',
  'aws:network:route-table-disrupt-cross-region-connectivity',
  'aws:ssm:start-automation-execution',
  'squall:autoscaling:replace-instance',
  ...['bandwidth-limit', 'certificate-expiry', 'dns-failure', 'zone-partition'].map((name) => `squall:host:${name}`),
  ...['Disk-Fill', 'IO-Stress', 'Kill-Process', 'Memory-Stress', 'Network-Blackhole-Port'].map(
    (name) => `AWSFIS-Run-${name}`,
  ),
  'AWSFIS-Run-Network-Latency-Sources',
  'AWSFIS-Run-Network-Packet-Loss-Sources',
];

describe('before a certification', () => {
  it('every exercise has a plan, and nothing but the sample fleet in it', async () => {
    const all = await previewed();
    expect(all.filter(({ plan }) => !plan)).toEqual([]);
    expect(forbidden('rehearsal', all)).toBeUndefined();
    // Of another stage it is all strangers.
    expect(forbidden('staging', all)).toMatch(/capacity would touch web, which the sample fleet of staging/);
    expect(forbidden('prod-eu', all)).toMatch(/production by its name/);
    const tagged = all.map(({ exercise, plan }) => ({
      exercise,
      plan: {
        ...plan!,
        targets: plan!.targets.map((target) => ({
          ...target,
          matched: target.matched.map((each) => ({ ...each, tags: { ...each.tags, env: 'production' } })),
        })),
      },
    }));
    expect(forbidden('rehearsal', tagged)).toMatch(/production tag env=production/);
  });

  it('is told the cost of every plan, item by item, and the same as the plans say', async () => {
    const plans = (await previewed()).map(({ plan }) => plan!);
    const { items, dollars, expected, longest } = estimateOf(plans);
    const of = (...what: string[]) =>
      items.filter((item) => what.includes(item.what)).reduce((sum, item) => sum + item.dollars, 0);
    const planned = (part: 'faults' | 'platform') => plans.reduce((sum, { cost }) => sum + cost[part], 0);
    expect(of('faults')).toBeCloseTo(planned('faults'), 6);
    expect(of('state machines', 'functions', 'history', 'probes')).toBeCloseTo(planned('platform'), 2);
    expect(dollars).toBeCloseTo(
      items.reduce((sum, item) => sum + item.dollars, 0),
      2,
    );
    for (const item of items) expect(item.quantity * Number(item.price), item.what).toBeCloseTo(item.dollars, 3);
    expect(expected).toBeLessThan(longest);
  });

  it('shows every fault that the sample fleet has targets for, and names the others', () => {
    const left = notCovered();
    for (const { action, why } of left.filter(({ action }) => !withoutExercise.includes(action)))
      expect(why, action).toMatch(/^the sample fleet has no /);
    const shown = exercises.flatMap(({ shows }) => shows);
    for (const id of [...catalogue, ...documents.map(({ name }) => ({ id: name }))].map(({ id }) => id))
      expect(shown.includes(id) || left.some(({ action }) => action === id), id).toBe(true);
  });

  it('asks for the stage where faults are real, and --yes does not stand for it', () => {
    const nobody = { yes: false, interactive: false };
    expect(consent('qa', true, { ...nobody, yes: true })).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('--confirm qa'),
    });
    expect(consent('qa', true, { ...nobody, interactive: true })).toMatchObject({ kind: 'ask', how: 'name' });
    expect(consent('qa', true, { ...nobody, confirm: 'qa' })).toEqual({ kind: 'given' });
    expect(consent('qa', true, { ...nobody, interactive: true, confirm: 'staging' })).toMatchObject({
      kind: 'refused',
    });
    expect(consent('rehearsal', false, { ...nobody, yes: true })).toEqual({ kind: 'given' });
    expect(consent('rehearsal', false, { ...nobody, interactive: true })).toMatchObject({ kind: 'ask', how: 'yes' });
    expect(consent('rehearsal', false, nobody)).toMatchObject({ kind: 'refused' });
  });
});

describe('after a certification', () => {
  const exercise = (outcome: ExerciseEvidence['outcome'], restoration?: boolean): ExerciseEvidence => ({
    id: outcome,
    title: outcome,
    outcome,
    criteria: restoration === undefined ? [] : [{ id: 'c', says: 's', restoration, met: false }],
    resources: [],
  });
  const [passed, left] = [exercise('passed'), exercise('not-exercised')];

  it('certifies only what passed whole', () => {
    expect(outcomeOf([passed, passed]).outcome).toBe('certified');
    for (const some of [[], [passed, left], [passed, exercise('failed', false)]])
      expect(outcomeOf(some).outcome).toBe('not-certified');
    expect(outcomeOf([passed, left]).reason).toContain('1 of 2 exercises were not carried out (not-exercised)');
  });

  it('answers 7 for what was not put right before all else', () => {
    expect(exitCodeOf([passed], false)).toBe(0);
    expect(exitCodeOf([exercise('failed', true), left], true)).toBe(7);
    expect(exitCodeOf([exercise('failed'), left], true)).toBe(7);
    expect(exitCodeOf([passed, left], true)).toBe(6);
    expect(exitCodeOf([exercise('failed', false), left], false)).toBe(4);
    expect(exitCodeOf([passed, left], false)).toBe(8);
    expect(exitCodeOf([], false)).toBe(8);
  });
});

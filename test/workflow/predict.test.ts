/** Plans rehearsed in memory: the whole life of a run, several times, before anything is run. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { planLocally, predictLocally } from '../../apps/local/platform.ts';
import { derivedSeed } from '../../apps/local/predict.ts';
import type { Prediction } from '../../apps/local/prediction.ts';
import { drill } from './drills.ts';
import { experimentOf, newPlace, squall } from './squall-process.ts';

async function predict(name: string, seed: number, rehearsals: number): Promise<Prediction> {
  const { experiment, world } = drill(name);
  const planned = await planLocally({ experiment, world, parameters: {}, seed, traffic: 'closed-form' });
  if (!planned.ok) throw new Error(planned.refusal.why);
  return predictLocally({ experiment, world, plan: planned.plan, rehearsals });
}

test('a fleet with a zone to spare is predicted to hold; the same seed predicts the same', async () => {
  const prediction = await predict('az-power-interruption', 7, 3);
  expect(prediction).toMatchObject({ world: 'shop', rehearsals: 3, held: 3, verdict: 'held', cutShort: 0 });
  expect(prediction.outcomes.map(({ seed }) => seed)).toEqual([1, 2, 3].map((n) => derivedSeed(7, n)));
  expect(await predict('az-power-interruption', 7, 3)).toEqual(prediction);
  expect(derivedSeed(8, 1)).not.toBe(derivedSeed(7, 1));
});

test('a fleet without spare capacity is predicted to fail, with the reason', async () => {
  const prediction = await predict('az-power-interruption-underprovisioned', 7, 2);
  expect(prediction).toMatchObject({ rehearsals: 2, held: 0, verdict: 'refuted' });
  expect(prediction.reason?.says).toMatch(/success-rate|p99|shop-checkout-5xx/);
  for (const { recovery } of prediction.outcomes) expect(recovery).toBe('restored');
});

test('rehearses in the zone that the plan chose, whatever zone a rehearsal’s own seed would choose', async () => {
  const { experiment, world } = drill('az-power-interruption');
  // No API stands in the third zone: a rehearsal that chose it would be refused.
  const lopsided = {
    ...world,
    services: world.services.map((one) => (one.id === 'api' ? { ...one, zones: ['euc1-az1', 'euc1-az2'] } : one)),
  };
  const wider = { ...experiment, blastRadius: { ...experiment.blastRadius, maxPercent: 60 } };
  const options = { experiment: wider, world: lopsided, parameters: { zone: 'euc1-az1' }, seed: 7 };
  const planned = await planLocally(options);
  if (!planned.ok) throw new Error(planned.refusal.why);
  const { outcomes } = await predictLocally({ ...options, plan: planned.plan, rehearsals: 4 });
  expect(outcomes.map(({ end }) => end)).not.toContain('refused');
});

test('squall plan --predict prints it, as text and as data; a refused plan has none; the disk is untouched', async () => {
  const place = newPlace();
  const before = readdirSync(place, { recursive: true });
  const plan = (...args: string[]) => squall(place, ['plan', experimentOf('az-power-interruption'), ...args]);
  const forbidden = newPlace();
  const file = join(forbidden, experimentOf('az-power-interruption'));
  writeFileSync(file, readFileSync(file, 'utf8').replace('environment: staging', 'environment: production'));
  const [page, data, off, refused, wrong] = await Promise.all([
    plan('--seed', '7', '--traffic', 'closed-form', '--predict', '2'),
    plan('--seed', '7', '--traffic', 'closed-form', '--output', 'json', '--predict'),
    plan('--seed', '7', '--traffic', 'closed-form', '--output', 'json'),
    squall(forbidden, ['plan', experimentOf('az-power-interruption'), '--output', 'json', '--predict']),
    plan('--predict', '0'),
  ]);
  expect(page.stdout).toMatch(/rehearsed on world shop .*\n +Verdict +held: 2 of 2 rehearsals held/);
  expect(JSON.parse(data.stdout).prediction).toMatchObject({ rehearsals: 5, verdict: 'held' });
  expect(JSON.parse(off.stdout)).not.toHaveProperty('prediction');
  expect(refused.code).toBe(3);
  expect(JSON.parse(refused.stdout)).toMatchObject({ prediction: null, refusals: [{ rule: 'environment' }] });
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain('from 1 to 1000');
  expect(readdirSync(place, { recursive: true })).toEqual(before);
});

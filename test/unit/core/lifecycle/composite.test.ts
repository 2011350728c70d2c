/** A whole run whose hypothesis is a composite, from its gate to its verdict. */
import { expect, test } from 'vitest';
import type { Probe } from '../../../../core/experiment/schema/probes.ts';
import { definition } from './definition.ts';
import { armed } from './world.ts';

const minute = 60_000;

async function run(composite: NonNullable<Probe['composite']>, broken: number) {
  const [rate] = definition.hypothesis.probes;
  const when = rate!.when;
  const probes: Probe[] = [
    rate!,
    { id: 'page', http: { url: 'http://checkout.internal' }, expect: { status: 200 }, when },
    { id: 'either', composite: { period: 'PT1M', ...composite }, when },
  ];
  const hypothesis = { ...definition.hypothesis, probes };
  const world = await armed({ definition: { ...definition, hypothesis, guardrails: { stopAlarms: ['guard'] } } });
  await world.walk('VerifyBefore', world.reference(), 'Inject');
  const from = world.now;
  world.rate = (at) => (at >= from && at < from + 4 * minute ? broken : 100);
  await world.walk('Inject', world.reference());
  await world.walk('Undo', world.reference());
  return { terminal: (await world.record()).terminal, journal: await world.journal() };
}

test('any: one of two that breaks leaves the hypothesis held', async () => {
  const { terminal, journal } = await run({ any: ['rate', 'page'] }, 60);
  expect(terminal).toMatchObject({ end: 'completed', verdict: 'held', recovery: 'restored' });
  const samples = journal.flatMap((entry) => (entry.type === 'sampled' ? entry.samples : []));
  const seen = (id: string) => new Set(samples.flatMap(({ probe, ok }) => (probe === id ? [ok] : [])));
  expect([seen('rate'), seen('either')]).toEqual([new Set([true, false]), new Set([true])]);
  expect(terminal?.reason).toContain('either stayed as expected');
});

test('all: it is refuted, and says which of them broke', async () => {
  const { terminal } = await run({ all: ['rate', 'page'] }, 60);
  expect(terminal).toMatchObject({ end: 'completed', verdict: 'refuted', recovery: 'restored' });
  expect(terminal?.reason).toMatch(
    /either found 1 of 2 hold at \d\d:\d\d UTC, not all of rate, page: rate breaks \(60\)/,
  );
});

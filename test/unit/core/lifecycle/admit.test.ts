import { expect, test } from 'vitest';
import { seedOf } from '../../../../core/lifecycle/admit.ts';
import { steps } from '../../../../core/lifecycle/steps.ts';
import { definition } from './definition.ts';
import { begin, proposal, runId, testWorld } from './world.ts';

async function stored() {
  const world = testWorld();
  await world.history.storeDefinition({ hash: 'hash-1', experiment: definition });
  const admit = (input: object = {}) =>
    steps.Admit({ runId, input: { experiment: 'two-waves', seed: 7, startedBy: 'ada', ...input } }, world.ports);
  return { world, admit };
}

test('admitted: the run is proposed with its plan, and goes on to Arm', async () => {
  const { world, admit } = await stored();
  expect(await admit()).toEqual({ runId, wave: 0, visit: 0, next: 'Arm', waitSeconds: 0 });
  const record = await world.record();
  expect(record).toMatchObject({ phase: 'proposed', epoch: 0, seed: 7, startedBy: 'ada', definitionHash: 'hash-1' });
  expect(record.planHash).toBe(record.plan.hash);
  expect(await world.journal()).toMatchObject([{ type: 'admitted', planHash: record.planHash, targets: 1 }]);
  expect(world.log).toEqual([]);
});

test('a retried call goes by the plan that was proposed first, and writes once', async () => {
  const { world, admit } = await stored();
  await admit({ seed: undefined });
  const [record, journal] = [await world.record(), await world.journal()];
  world.resources.clear();
  world.now += 5000;
  expect(await admit({ seed: undefined })).toMatchObject({ next: 'Arm' });
  expect([await world.record(), await world.journal()]).toEqual([record, journal]);
});

test('without a seed, the run id decides, and the record says so', async () => {
  const { world, admit } = await stored();
  await admit({ seed: undefined });
  expect((await world.record()).seed).toBe(seedOf(runId));
  expect(seedOf('run-2')).not.toBe(seedOf(runId));
});

test('every guardrail that refuses is in the journal, the first is the reason, and nothing else happens', async () => {
  const { world, admit } = await stored();
  await world.history.switches.raise({ scope: 'all', by: 'bob', reason: 'incident 12', at: 1 });
  world.alarms.set('guard', 'ALARM');
  expect(await admit()).toMatchObject({ next: 'Refused' });
  const { phase, terminal } = await world.record();
  expect(phase).toBe('concluded');
  expect(terminal).toMatchObject({ end: 'refused', verdict: 'inconclusive', recovery: 'none' });
  expect(terminal?.reason).toMatch(/^not injecting: kill-switch: .*incident 12/);
  const lines = await world.journal();
  expect(lines.filter(({ type }) => type === 'refused').length).toBeGreaterThanOrEqual(2);
  expect(lines.at(-1)).toMatchObject({ type: 'concluded', terminal });
  expect(world.log).toEqual([]);
  expect(world.notices).toMatchObject([{ kind: 'refused' }]);
  // A retried call does not change its mind.
  await world.history.switches.lower({ scope: 'all', by: 'bob', reason: 'it is over', at: 2 });
  expect(await admit()).toMatchObject({ next: 'Refused' });
  expect(await world.journal()).toEqual(lines);
});

test('a refusal that its call did not live to tell of is told by the retried one, once', async () => {
  const { world, admit } = await stored();
  world.alarms.set('guard', 'ALARM');
  const { append } = world.ports.journal;
  world.ports.journal.append = () => Promise.reject(new Error('died'));
  await expect(admit()).rejects.toThrow('died');
  world.ports.journal.append = append;
  const { terminal } = await world.record();
  expect(terminal).toMatchObject({ end: 'refused' });
  expect(await world.journal()).toEqual([]);
  for (const _ of [1, 2]) expect(await admit()).toMatchObject({ next: 'Refused' });
  expect(await world.journal()).toMatchObject([{ type: 'concluded', terminal }]);
  expect(world.notices).toMatchObject([{ kind: 'refused', body: terminal?.reason }]);
});

test('what cannot be planned is refused on record', async () => {
  const { world, admit } = await stored();
  expect(await admit({ parameters: { nonsense: 1 } })).toMatchObject({ next: 'Refused' });
  const { terminal, plan } = await world.record();
  expect(terminal?.reason).toMatch(/^not injecting: parameters: /);
  expect(plan).toMatchObject({ steps: [], targets: [], hash: '' });
});

test('the plan that someone agreed to must still be the plan', async () => {
  const first = await stored();
  await first.admit();
  const { planHash } = await first.world.record();
  const agreed = await stored();
  expect(await agreed.admit({ plan: planHash })).toMatchObject({ next: 'Arm' });
  const changed = await stored();
  expect(await changed.admit({ plan: planHash, seed: 8 })).toMatchObject({ next: 'Refused' });
  expect((await changed.world.record()).terminal?.reason).toMatch(/^not injecting: plan-hash: /);
});

test('an unknown experiment fails by name, and leaves no record', async () => {
  const { world, admit } = await stored();
  await expect(admit({ experiment: 'nothing' })).rejects.toMatchObject({ name: 'UnknownExperiment' });
  expect(await world.history.runs.load(runId)).toBeUndefined();
  expect(await world.journal()).toEqual([]);
});

test('input that is no request fails by name', async () => {
  const { world } = await stored();
  for (const input of [null, {}, { runId, input: {} }, { runId: '', input: { experiment: 'two-waves' } }])
    await expect(async () => steps.Admit(input, world.ports)).rejects.toMatchObject({ name: 'MalformedInput' });
});

test('a duplicate that comes late, and would be refused by now, leaves the run alone that injects', async () => {
  const { world, admit } = await stored();
  await world.history.runs.propose(proposal());
  await steps.Arm(world.reference({ wave: 0 }), world.ports);
  await world.history.switches.raise({ scope: 'all', by: 'ada', reason: 'an incident', at: begin });
  // It looked before the run was known, and goes on only now.
  const { load } = world.ports.runs;
  world.ports.runs.load = async () => {
    world.ports.runs.load = load;
    return undefined;
  };
  expect(await admit()).toMatchObject({ next: 'Arm' });
  expect((await world.record()).terminal).toBeUndefined();
  expect((await world.journal()).map(({ type }) => type)).toEqual(['armed']);
});

import { describe, expect, test } from 'vitest';
import { faultOf } from '../../../../core/lifecycle/faults-of.ts';
import { steps } from '../../../../core/lifecycle/steps.ts';
import { templateHash } from '../../../../core/plan/templates.ts';
import { group, instance, plan } from './definition.ts';
import { refused } from './faults.ts';
import { armed, begin, injected, runId } from './world.ts';

const cause = { kind: 'person', detail: 'ada', at: begin } as const;

test('each provider: its intents first, then one call, then its confirmation', async () => {
  const world = await armed();
  const { intend, confirm } = world.ports.ledger;
  world.ports.ledger.intend = async (entry, epoch) => {
    world.log.push(`intend ${entry.id} ${epoch}`);
    return intend(entry, epoch);
  };
  world.ports.ledger.confirm = async (run, id, external, at) => {
    world.log.push(`confirm ${id} ${external}`);
    return confirm(run, id, external, at);
  };
  expect(await steps.Inject(world.reference({ visit: 4 }), world.ports)).toMatchObject({
    next: 'Observe',
    wave: 1,
    visit: 0,
  });
  expect(world.log).toEqual([
    'intend 1/stop 1',
    'intend 1/slow 1',
    'start run-1/1/fis',
    'confirm 1/stop EXP1',
    'confirm 1/slow EXP1',
    'intend 1/tag 1',
    'start run-1/1/squall/tag',
    'confirm 1/tag EXP2',
  ]);
  expect(world.faults.byToken.get('run-1/1/fis')?.injection).toMatchObject({
    epoch: 1,
    wave: 1,
    stopAlarms: ['guard'],
    actions: [{ stepId: 'stop' }, { stepId: 'slow' }],
  });
});

test('an entry holds how the targets looked, and the groups that would replace them', async () => {
  const world = await injected();
  const [entry] = await world.ports.ledger.list(runId);
  expect(entry).toMatchObject({
    id: '1/stop',
    targets: [instance(1).id],
    before: [
      { id: instance(1).id, group: 'web', state: { state: 'running' } },
      { id: group.id, state: { desired: 3, healthy: 3 } },
    ],
    intendedAt: begin,
    boundedUntil: begin + 300_000,
    state: 'confirmed',
  });
  // What we undo ourselves nobody bounds.
  expect((await world.ports.ledger.list(runId))[2]?.boundedUntil).toBeUndefined();
});

test('an entry holds all that recovery goes by, and the journal what was meant and what was answered', async () => {
  const world = await injected();
  const [stop, slow, tag] = await world.ports.ledger.list(runId);
  const where = { account: '111122223333', region: 'eu-central-1' };
  const fault = { runId, wave: 1, provider: 'fis', token: 'run-1/1/fis', ...where, externalId: 'EXP1' };
  const shared = { runId, wave: 1, targets: [instance(1).id], before: stop!.before, intendedAt: begin };
  const confirmed = { state: 'confirmed', confirmedAt: begin } as const;
  const undo = { by: 'provider', how: 'starts the instances' };
  expect(stop).toEqual({
    ...{ ...shared, ...confirmed, id: '1/stop', stepId: 'stop', action: 'aws:ec2:stop-instances', fault, undo },
    boundedUntil: begin + 300_000,
  });
  expect(slow).toEqual({
    ...{ ...shared, ...confirmed, id: '1/slow', stepId: 'slow', action: 'aws:ssm:send-command', fault, undo },
    boundedUntil: begin + 180_000,
  });
  expect(tag).toMatchObject({ id: '1/tag', fault: { provider: 'squall', token: 'run-1/1/squall/tag' } });
  const lines = (await world.journal())
    .filter(({ step }) => step === 'Inject')
    .map(({ runId: _run, at: _at, step: _step, wave: _wave, visit: _visit, n, ...event }) => [n, event]);
  const intended = (stepId: string, action: string) => ({
    type: 'intended',
    stepId,
    action,
    targets: [instance(1).id],
  });
  expect(lines).toEqual([
    [0, intended('stop', 'aws:ec2:stop-instances')],
    [1, intended('slow', 'aws:ssm:send-command')],
    [2, { type: 'injected', stepIds: ['stop', 'slow'], externalId: 'EXP1' }],
    [3, intended('tag', 'squall:tag')],
    [4, { type: 'injected', stepIds: ['tag'], externalId: 'EXP2' }],
  ]);
});

test('a fault that is over as soon as it is asked for is bounded by nothing', async () => {
  const world = await armed();
  const { load } = world.ports.runs;
  world.ports.runs.load = async (id) => {
    const record = await load(id);
    if (!record) return undefined;
    const planned = record.plan.steps.map((step) => (step.id === 'slow' ? { ...step, duration: 0 } : step));
    return { ...record, plan: { ...record.plan, steps: planned } };
  };
  await steps.Inject(world.reference(), world.ports);
  const entries = await world.ports.ledger.list(runId);
  expect(entries.map(({ id, boundedUntil }) => [id, boundedUntil])).toEqual([
    ['1/stop', begin + 300_000],
    ['1/slow', undefined],
    ['1/tag', undefined],
  ]);
});

test('of our own actions each is started alone, and what it is asked for is passed on whole', async () => {
  const [stop, , tag] = plan.steps;
  const own = { ...tag!, duration: 60_000, targetParameters: { Pods: { namespace: 'shop' } } };
  const steps_ = [stop!, own, { ...own, id: 'label' }];
  const world = await armed({ steps: steps_, definition: { ...plan.definition, guardrails: {} } });
  await steps.Inject(world.reference(), world.ports);
  const injections = [...world.faults.byToken].map(([token, { injection }]) => [token, injection.actions.length]);
  expect(injections).toEqual([
    ['run-1/1/fis', 1],
    ['run-1/1/squall/tag', 1],
    ['run-1/1/squall/label', 1],
  ]);
  const of = (token: string) => world.faults.byToken.get(token)!.injection;
  expect(of('run-1/1/squall/label')).toMatchObject({
    stopAlarms: [],
    actions: [{ stepId: 'label', targetParameters: { Pods: { namespace: 'shop' } } }],
  });
  expect(of('run-1/1/fis').actions[0]).not.toHaveProperty('targetParameters');
  // What we undo ourselves is bounded by nobody, however long it lasts.
  const bounds = (await world.ports.ledger.list(runId)).map(({ id, boundedUntil }) => [id, boundedUntil]);
  expect(bounds).toEqual([
    ['1/stop', begin + 300_000],
    ['1/tag', undefined],
    ['1/label', undefined],
  ]);
});

test('a fault whose targets name no account is looked for in the platform’s own', async () => {
  const [stop] = plan.steps;
  const world = await armed({ steps: [{ ...stop!, targets: {} }] });
  await steps.Inject(world.reference(), world.ports);
  const [entry] = await world.ports.ledger.list(runId);
  expect(entry!.fault).not.toHaveProperty('account');
});

test('a run that injects no more is not looked at any further', async () => {
  const world = await armed();
  await world.ports.runs.raiseEpoch(runId, cause);
  world.ports.resources.snapshot = async () => {
    throw new Error('nobody asked for this');
  };
  expect(await steps.Inject(world.reference(), world.ports)).toMatchObject({ next: 'HandOver', wave: 1 });
  expect(await world.journal()).not.toContainEqual(expect.objectContaining({ step: 'Inject' }));
});

test('each of our own actions is a fault of its own, and its entry says what was asked for', async () => {
  const world = await injected();
  const entry = (await world.ports.ledger.list(runId)).find(({ id }) => id === '1/tag')!;
  expect(entry.asked).toEqual({ parameters: {}, targets: { Instances: [instance(1).id] } });
  expect(faultOf(entry)).toMatchObject({
    token: 'run-1/1/squall/tag',
    provider: 'squall',
    own: { stepId: 'tag', action: 'squall:tag', targets: { Instances: [instance(1).id] }, intendedAt: begin },
  });
  expect(faultOf(entry).own?.before).toEqual(entry.before);
  const ofFis = (await world.ports.ledger.list(runId)).find(({ id }) => id === '1/stop')!;
  expect(faultOf(ofFis)).toBe(ofFis.fault);
  expect(ofFis.asked).toBeUndefined();
});

test('a retried call starts nothing twice, and writes the same journal', async () => {
  const world = await injected();
  const [journal, ledger] = [await world.journal(), await world.ports.ledger.list(runId)];
  world.now += 20_000;
  world.looks.set(instance(1).id, { state: 'stopped' });
  expect(await steps.Inject(world.reference(), world.ports)).toMatchObject({ next: 'Observe' });
  expect(world.faults.byToken.size).toBe(2);
  expect(await world.journal()).toEqual(journal);
  expect(await world.ports.ledger.list(runId)).toEqual(ledger);
});

test('it injects its own wave and no other', async () => {
  const world = await injected();
  await steps.Inject(world.reference({ wave: 2 }), world.ports);
  expect([...world.faults.byToken.keys()]).toEqual(['run-1/1/fis', 'run-1/1/squall/tag', 'run-1/2/fis']);
  expect((await world.ports.ledger.list(runId)).map(({ id }) => id)).toEqual(['1/stop', '1/slow', '1/tag', '2/again']);
});

test('the fence: once the epoch rose nothing is started, wherever it rises', async () => {
  const before = await armed();
  await before.ports.runs.raiseEpoch(runId, cause);
  expect(await steps.Inject(before.reference(), before.ports)).toMatchObject({ next: 'HandOver' });
  expect(await before.ports.ledger.list(runId)).toEqual([]);

  // Between the step's own look at the run and its second intent.
  const between = await armed();
  const { intend } = between.ports.ledger;
  between.ports.ledger.intend = async (entry, epoch) => {
    if (entry.id === '1/slow') await between.ports.runs.raiseEpoch(runId, cause);
    return intend(entry, epoch);
  };
  expect(await steps.Inject(between.reference(), between.ports)).toMatchObject({ next: 'HandOver' });
  expect(between.faults.byToken.size).toBe(0);
  expect(await between.ports.ledger.list(runId)).toMatchObject([{ id: '1/stop', state: 'intended' }]);

  // Between two providers: the second is not started.
  const providers = await armed();
  const { start } = providers.faults;
  providers.faults.start = async (injection) => {
    const answer = await start(injection);
    await providers.ports.runs.raiseEpoch(runId, cause);
    return answer;
  };
  expect(await steps.Inject(providers.reference(), providers.ports)).toMatchObject({ next: 'HandOver' });
  expect([...providers.faults.byToken.keys()]).toEqual(['run-1/1/fis']);
});

test('a provider that refuses ends the run as failed, with its words', async () => {
  const world = await armed();
  world.faults.failing = { provider: 'fis', error: refused('the simulator does not model it') };
  const over = await steps.Inject(world.reference(), world.ports);
  expect(over).toMatchObject({ next: 'HandOver', wave: 1, visit: 0 });
  expect(await world.ports.ledger.list(runId)).toMatchObject([{ state: 'intended' }, { state: 'intended' }]);
  await world.walk('HandOver', over);
  expect((await world.record()).cause).toMatchObject({
    kind: 'failed',
    detail: 'fis refused: the simulator does not model it',
  });
});

test('any other error is thrown, for the machine to try again', async () => {
  const world = await armed();
  world.faults.failing = { provider: 'fis', error: Object.assign(new Error('slow down'), { name: 'Throttled' }) };
  await expect(steps.Inject(world.reference(), world.ports)).rejects.toMatchObject({ name: 'Throttled' });
  expect(await steps.Inject(world.reference(), world.ports)).toMatchObject({ next: 'Observe' });
});

test('a wave that would outlive the lease is not injected', async () => {
  const world = await armed();
  world.now = begin + 24 * 60_000 + 1;
  const over = await steps.Inject(world.reference(), world.ports);
  expect(over).toMatchObject({ next: 'HandOver' });
  expect(world.faults.byToken.size).toBe(0);
  await world.walk('HandOver', over);
  expect((await world.record()).cause).toMatchObject({ kind: 'failed', detail: expect.stringContaining('lease') });
});

describe('a wave that a template was written out for', () => {
  const template = (percent: string) => ({
    id: 'EXT1',
    description: '',
    accounts: 'single-account' as const,
    targets: {},
    actions: { wait: { action: 'aws:fis:wait', parameters: { duration: percent }, targets: {}, after: [] } },
    stopAlarms: [],
  });
  async function planned(now: ReturnType<typeof template> | undefined) {
    const world = await armed();
    const { plan } = await world.record();
    const ids = plan.steps.filter(({ wave }) => wave === 1).map(({ id }) => id);
    const templates = [{ stepId: 'foreign', id: 'EXT1', hash: templateHash(template('PT1M')), steps: ids }];
    const load = world.ports.runs.load;
    const runs = {
      ...world.ports.runs,
      load: async (runId: string) => {
        const record = await load(runId);
        return record && { ...record, plan: { ...record.plan, templates } };
      },
    };
    if (now) world.faults.templates.set('EXT1', now);
    return { world, ports: { ...world.ports, runs } };
  }

  test('is injected while the template is what it was', async () => {
    const { world, ports } = await planned(template('PT1M'));
    expect(await steps.Inject(world.reference(), ports)).toMatchObject({ next: 'Observe' });
    expect(world.faults.byToken.size).toBeGreaterThan(0);
  });

  test.each([
    ['has changed since', template('PT2M')],
    ['does not exist', undefined],
  ])('is not, and nothing is intended, when it %s', async (why, now) => {
    const { world, ports } = await planned(now);
    expect(await steps.Inject(world.reference(), ports)).toMatchObject({ next: 'HandOver' });
    expect(world.faults.byToken.size).toBe(0);
    expect(await world.ports.ledger.list(runId)).toEqual([]);
    expect(JSON.stringify(await world.ports.journal.read(runId))).toContain(why);
  });
});

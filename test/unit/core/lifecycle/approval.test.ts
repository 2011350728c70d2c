/** Admit waits for people, and believes nothing that it saw before they came. */
import { expect, test } from 'vitest';
import { type Approval, approvalWithin } from '../../../../core/history/approval.ts';
import { abort } from '../../../../core/lifecycle/abort.ts';
import { approve } from '../../../../core/lifecycle/approve.ts';
import type { StepReference } from '../../../../core/lifecycle/reference.ts';
import { steps } from '../../../../core/lifecycle/steps.ts';
import { sweep } from '../../../../core/lifecycle/sweep.ts';
import { toldNothing } from '../../../../core/platform/settings.ts';
import type { AlarmObservation } from '../../../../core/ports/metrics.ts';
import { definition, instance } from './definition.ts';
import { begin, runId, testWorld } from './world.ts';

const request = { experiment: 'two-waves', seed: 7, startedBy: 'ada' };

async function waiting(count = 2) {
  const world = testWorld();
  const guardrails = { ...definition.guardrails, approval: { count, in: ['staging'] } };
  await world.history.storeDefinition({ hash: 'hash-1', experiment: { ...definition, guardrails } });
  const admit = (input: object = request) => steps.Admit({ runId, input }, world.ports);
  const first = await admit();
  const record = await world.record();
  const approved = (by: string, changes: Partial<Approval> = {}) =>
    approve(runId, { by, at: world.now, planHash: record.planHash, proof: 'simulated', ...changes }, world.ports);
  /** The next look, when the Wait is over. */
  const look = async (after: StepReference) => {
    world.now += after.waitSeconds * 1000;
    return admit(JSON.parse(JSON.stringify(after)));
  };
  return { world, admit, first, record, approved, look };
}

test('with approvals missing the run is proposed, says so once, and comes back', async () => {
  const { world, admit, first, look } = await waiting();
  expect(first).toEqual({ runId, wave: 0, visit: 1, next: 'Admit', waitSeconds: 10 });
  expect(await world.record()).toMatchObject({ phase: 'proposed' });
  await admit();
  await look(await look(first));
  expect(await world.journal()).toMatchObject([
    { type: 'waiting-for-approval', needed: 2, until: begin + approvalWithin },
  ]);
  expect(world.notices.map(({ kind }) => kind)).toEqual(['waiting-for-approval', 'waiting-for-approval']);
  expect(world.notices[0]?.body).toContain(`squall approve ${runId}`);
  // Nothing was taken, armed or started meanwhile.
  expect(world.log).toEqual([]);
});

test('it waits for exactly as many as the experiment says, each journalled once', async () => {
  const { world, first, approved, look } = await waiting();
  expect(await approved('ada')).toMatchObject({ approved: false, rule: 'starter' });
  expect(await approved('bob', { reason: 'looks fine' })).toMatchObject({ approved: true });
  const second = await look(first);
  expect(second.next).toBe('Admit');
  await approved('bob');
  const third = await look(second);
  expect(third.next).toBe('Admit');
  await approved('cyd');
  expect((await look(third)).next).toBe('Arm');
  expect(await world.lines()).toEqual([
    'Approval: waiting-for-approval',
    'Approval: approved',
    'Approval: approved',
    'Admit: admitted',
  ]);
  expect((await world.journal())[1]).toMatchObject({ by: 'bob', reason: 'looks fine', proof: 'simulated' });
});

test('an approval whose journal line was lost is told by Admit', async () => {
  const { world, first, record, look } = await waiting(1);
  await world.ports.runs.approve(runId, { by: 'bob', at: begin + 1, planHash: record.planHash, proof: 'simulated' });
  expect((await look(first)).next).toBe('Arm');
  expect(await world.lines()).toContain('Approval: approved');
});

test('after a day nobody is waited for any more', async () => {
  const { world, first, approved, look } = await waiting();
  await approved('bob');
  let [at, looks] = [first, 0];
  while (at.next === 'Admit') {
    at = await look(at);
    looks += 1;
  }
  expect(at.next).toBe('Refused');
  expect(world.now).toBe(begin + approvalWithin);
  // Each look is three transitions and nine events of the 25,000 that an execution may hold.
  expect(looks).toBeLessThan(350);
  expect((await world.record()).terminal?.reason).toMatch(
    /^not injecting: approval: 1 of 2 approvals came within a day/,
  );
  expect(await approved('cyd')).toMatchObject({ approved: false, rule: 'phase' });
});

test('an approval is taken up within a tenth of the time that was waited', async () => {
  const { world, first, look } = await waiting();
  let at = first;
  for (let looks = 0; looks < 200; looks++) {
    const waited = world.now - begin;
    expect(at.waitSeconds * 1000).toBeLessThanOrEqual(Math.max(10_000, Math.ceil(waited / 10_000) * 1000));
    expect(at.waitSeconds).toBeLessThanOrEqual(300);
    at = await look(at);
  }
});

test.each([
  [
    'a raised kill switch',
    'kill-switch',
    (world: ReturnType<typeof testWorld>) =>
      world.history.switches.raise({ scope: 'all', by: 'bob', reason: 'incident 12', at: 1 }),
  ],
  [
    'an alarm that is not OK any more',
    'stop-condition',
    async (world: ReturnType<typeof testWorld>) => {
      world.alarms.set('guard', 'ALARM');
    },
  ],
  [
    'targets that have changed',
    'plan-hash',
    async (world: ReturnType<typeof testWorld>) => {
      for (const n of [1, 2, 3]) world.resources.delete(instance(n).id);
      for (const n of [4, 5, 6]) world.resources.set(instance(n).id, instance(n));
    },
  ],
] as const)('approved, and then %s: refused by %s, with nothing touched', async (_what, rule, happens) => {
  const { world, first, approved, look } = await waiting(1);
  await approved('bob');
  await happens(world);
  expect((await look(first)).next).toBe('Refused');
  expect((await world.record()).terminal).toMatchObject({ end: 'refused', recovery: 'none' });
  expect((await world.journal()).filter(({ type }) => type === 'refused')).toMatchObject([{ rule }]);
  expect(world.log).toEqual([]);
});

test('the kill switch ends the waiting at the next look; one that cannot be read does not', async () => {
  const { world, first, look } = await waiting();
  const { raised } = world.history.switches;
  Object.assign(world.ports, { switches: { raised: () => Promise.reject(new Error('throttled')) } });
  const second = await look(first);
  expect(second.next).toBe('Admit');
  Object.assign(world.ports, { switches: { raised } });
  await world.history.switches.raise({ scope: 'owner:checkout-sre', by: 'bob', reason: 'incident 12', at: 1 });
  expect((await look(second)).next).toBe('Refused');
  expect((await world.record()).terminal?.reason).toMatch(/^not injecting: kill-switch: /);
});

test('a deployment does not end the waiting, and refuses the run if it still goes on when that is over', async () => {
  const { world, first, approved, look } = await waiting(1);
  const alarms = async () => [{ state: 'ALARM', reason: 'version 12 rolls out' } as AlarmObservation];
  const { stage, metrics } = world.ports;
  const settings = { ...toldNothing, deploymentSource: { alarms: ['deploying'] } };
  Object.assign(world.ports, { stage: { ...stage, settings }, metrics: { ...metrics, alarms } });
  const second = await look(first);
  expect(second.next).toBe('Admit');
  await approved('bob');
  expect((await look(second)).next).toBe('Refused');
});

test('what another run has taken meanwhile is its own', async () => {
  const { world, first, record, approved, look } = await waiting(1);
  // Nothing is locked by a run that waits.
  await world.ports.runs.propose({ ...record, runId: 'run-2' });
  expect((await steps.Arm(world.reference({ runId: 'run-2', wave: 0 }), world.ports)).next).toBe('VerifyBefore');
  await approved('bob');
  expect((await look(first)).next).toBe('Refused');
  expect((await world.record()).terminal?.reason).toMatch(/^not injecting: overlap: run run-2 /);
});

test('a stop while it waits goes through recovery, and approvals that come late change nothing', async () => {
  const { world, first, approved, look } = await waiting(1);
  await abort(runId, { kind: 'person', detail: 'bob stopped it: no', at: world.now }, world.ports);
  expect(await approved('cyd')).toMatchObject({ approved: false, rule: 'phase' });
  expect((await look(first)).next).toBe('Arm');
  expect((await steps.Arm(world.reference({ wave: 0 }), world.ports)).next).toBe('HandOver');
  await world.walk('Undo', world.reference());
  expect((await world.record()).terminal).toMatchObject({ end: 'aborted', recovery: 'none' });
  expect(world.log).not.toContain('start');
});

test('the sweeper leaves a waiting run alone while its execution lives, and ends it when that is gone', async () => {
  const { world } = await waiting();
  expect(await sweep(world.ports)).toEqual([]);
  world.executions.set(runId, { state: 'ended', how: 'aborted', at: world.now });
  expect(await sweep(world.ports)).toMatchObject([{ ensured: { action: 'started' } }]);
});

test('a definition that is not stored any more cannot be what was approved', async () => {
  const { world, first, approved, look } = await waiting(1);
  await approved('bob');
  Object.assign(world.ports, { definitions: { load: async () => undefined } });
  expect((await look(first)).next).toBe('Refused');
  expect((await world.record()).terminal?.reason).toMatch(/^not injecting: plan-hash: .*not stored any more/);
});

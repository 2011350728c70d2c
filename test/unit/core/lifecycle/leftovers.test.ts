/** What recovery leaves behind: named with the terminal record, guarded, looked after, and acknowledged. */
import { describe, expect, test } from 'vitest';
import { leftovers as guardrail } from '../../../../core/guardrails/leftovers.ts';
import { acknowledge } from '../../../../core/lifecycle/acknowledge.ts';
import { isDue, lookAfterLeftovers } from '../../../../core/lifecycle/look-after.ts';
import { steps } from '../../../../core/lifecycle/steps.ts';
import { sweepUp } from '../../../../core/lifecycle/sweep-up.ts';
import type { Plan } from '../../../../core/plan/plan.ts';
import { group, instance, plan } from './definition.ts';
import { armed, injected, proposal, runId, type TestWorld } from './world.ts';

const minute = 60_000;
const hour = 60 * minute;
const ada = { by: 'ada', reason: 'replaced by hand' };
const open = (world: TestWorld) => world.ports.leftovers.open();
const first = instance(1).id;

/** Recovered and concluded, with whatever the test has spoilt. */
async function concluded(world: TestWorld): Promise<TestWorld> {
  await world.ports.runs.raiseEpoch(runId, { kind: 'person', detail: 'ada', at: world.now });
  await world.ports.runs.claimRecovery(runId, 1, world.now);
  await world.walk('Undo', world.reference());
  return world;
}
async function drifted(): Promise<TestWorld> {
  const world = await injected();
  world.looks.set(first, { state: 'stopped' });
  return concluded(world);
}
/** A fault that does not stop: given up after the undo allowance. */
async function stuck(): Promise<TestWorld> {
  const world = await injected();
  world.faults.byToken.get('run-1/1/squall/tag')!.endsAt = Number.POSITIVE_INFINITY;
  world.faults.stuck.add('run-1/1/squall/tag');
  return concluded(world);
}

describe('concluding', () => {
  test('with everything restored leaves nothing', async () => {
    const world = await concluded(await injected());
    expect((await world.record()).terminal?.recovery).toBe('restored');
    expect(await world.ports.leftovers.of(runId)).toEqual([]);
  });

  test('names what is not as it was, by entry and resource, and tells people what to do', async () => {
    const world = await drifted();
    const { terminal } = await world.record();
    expect(terminal?.recovery).toBe('drifted');
    const left = await open(world);
    expect(left.map(({ entryId }) => entryId)).toEqual(['1/stop', '1/slow', '1/tag']);
    expect(left[0]).toMatchObject({
      runId,
      found: 'drifted',
      targets: [first],
      findings: [{ id: first, result: 'drifted', detail: 'state running → stopped' }],
      since: terminal?.at,
    });
    const told = world.notices.at(-1);
    expect(told?.kind).toBe('recovery-unconfirmed');
    expect(told?.body).toContain('i-1 (state running → stopped)');
    expect(told?.body).toContain(`squall reap --acknowledge ${runId}`);
  });

  test('by a superseded attempt writes and tells nothing: the next one concludes', async () => {
    const world = await injected();
    await world.ports.runs.raiseEpoch(runId, { kind: 'person', detail: 'ada', at: world.now });
    await world.ports.runs.claimRecovery(runId, 1, world.now);
    await world.walk('Undo', world.reference(), 'Conclude');
    await world.ports.runs.claimRecovery(runId, 2, world.now);
    const told = world.notices.length;
    expect(await steps.Conclude(world.reference(), world.ports)).toMatchObject({ next: 'Done' });
    expect((await world.record()).terminal).toBeUndefined();
    expect(world.notices).toHaveLength(told);
    await world.walk('Undo', world.reference({ wave: 2 }));
    expect((await world.record()).terminal?.recovery).toBe('restored');
  });

  test('a superseded attempt undoes nothing more', async () => {
    const world = await injected();
    await world.ports.runs.raiseEpoch(runId, { kind: 'person', detail: 'ada', at: world.now });
    for (const attempt of [1, 2]) await world.ports.runs.claimRecovery(runId, attempt, world.now);
    world.log.length = 0;
    expect(await steps.Undo(world.reference({ wave: 1 }), world.ports)).toMatchObject({ next: 'Done' });
    expect(world.log).toEqual([]);
  });

  test('comes one function timeout after the last call that undid anything could have been sent', async () => {
    const world = await injected();
    let undoneAt = 0;
    const { undo } = world.faults;
    world.faults.undo = async (entry) => {
      undoneAt = world.now;
      return undo(entry);
    };
    await concluded(world);
    expect(undoneAt).toBeGreaterThan(0);
    expect((await world.record()).terminal!.at - undoneAt).toBeGreaterThanOrEqual(30_000);
  });
});

describe('guarding', () => {
  const asks = (world: TestWorld, changes: Partial<Plan> = {}) =>
    guardrail.check({ plan: { ...plan, ...changes }, now: world.now, runId: 'run-2' }, world.ports);
  const on = (chosen: readonly string[]) => ({ targets: [{ ...plan.targets[0]!, chosen }] });

  test('its targets are refused, others of the fleet are not, and a zone that holds one is not lost whole', async () => {
    const world = await drifted();
    expect((await asks(world))?.why).toContain('i-1 not as it was (state running → stopped)');
    expect(await asks(world, on([instance(2).id]))).toBeUndefined();
    const zonal = { ...plan.definition, blastRadius: { scope: 'zone', preset: 'full' } } as const;
    // A neighbour in the same zone.
    const beside = { ...instance(2), zone: 'euc1-az1' };
    const lost = { targets: [{ ...plan.targets[0]!, matched: [beside], chosen: [beside.id] }] };
    expect(await asks(world, lost)).toBeUndefined();
    expect((await asks(world, { ...lost, definition: zonal }))?.rule).toBe('leftovers');
  });

  test('a group that did not make up for a lost member is guarded with all of its members', async () => {
    const world = await injected();
    world.looks.delete(first);
    world.looks.set(group.id, { desired: 3, healthy: 2 });
    await concluded(world);
    expect((await open(world))[0]?.findings).toMatchObject([{ id: first, group: 'web' }]);
    expect((await asks(world, on([instance(3).id])))?.why).toContain('web: healthy 3 → 2');
    const apart = { ...instance(3), group: 'other' };
    expect(
      await asks(world, { targets: [{ ...plan.targets[0]!, matched: [apart], chosen: [apart.id] }] }),
    ).toBeUndefined();
  });

  test('what stands in a subnet is guarded with it', async () => {
    const subnet = {
      ...group,
      id: 'arn:aws:ec2:eu-central-1:111122223333:subnet/s-1',
      type: 'ec2:subnet',
      name: 's-1',
    };
    const inside = { ...instance(3), subnet: subnet.id };
    const named = { name: 'net', type: 'ec2:subnet', because: 'all' };
    const cut = { ...named, matched: [subnet], chosen: [subnet.id], reached: [inside] };
    const [step] = plan.steps;
    const world = await injected({
      targets: [cut],
      steps: [{ ...step!, targets: { Subnets: [subnet.id] } }],
      waves: 1,
    });
    world.faults.byToken.get('run-1/1/fis')!.endsAt = Number.POSITIVE_INFINITY;
    world.faults.stuck.add('run-1/1/fis');
    await concluded(world);
    expect((await open(world)).map(({ targets }) => targets)).toEqual([[subnet.id]]);
    expect((await asks(world, on([inside.id])))?.rule).toBe('leftovers');
    expect(await asks(world, on([instance(2).id]))).toBeUndefined();
  });

  test('is asked again at the gate, for what was left after the run was admitted', async () => {
    const world = await drifted();
    await world.history.runs.propose({ ...proposal(), runId: 'run-2' });
    const late = { ...world.reference({ wave: 0 }), runId: 'run-2' };
    expect(await steps.Arm(late, world.ports)).toMatchObject({ next: 'VerifyBefore' });
    expect(await steps.VerifyBefore(late, world.ports)).toMatchObject({ next: 'HandOver' });
    const gate = (await world.ports.journal.read('run-2')).find(({ type }) => type === 'gate');
    expect(gate).toMatchObject({ held: false, why: expect.stringContaining('leftovers: run run-1') });
  });
});

describe('the sweeper', () => {
  test('asks a fault that is still active to stop, undoes it again, and marks it restored once it looks as before', async () => {
    const world = await stuck();
    expect((await open(world)).map(({ entryId, found }) => [entryId, found])).toEqual([['1/tag', 'unknown']]);
    world.log.length = 0;
    await sweepUp(world.ports);
    expect(world.log).toEqual(['stop run-1/1/squall/tag']);
    world.faults.stuck.clear();
    await sweepUp(world.ports);
    world.looks.set(first, { state: 'pending' });
    world.faults.undone.length = 0;
    const { leftovers } = await sweepUp(world.ports);
    expect(world.faults.undone).toEqual(['1/tag']);
    expect(leftovers).toMatchObject([{ outcome: 'left', why: expect.stringContaining('running → pending') }]);
    world.looks.set(first, { state: 'running' });
    await sweepUp(world.ports);
    expect(await open(world)).toEqual([]);
    expect(await world.ports.leftovers.of(runId)).toMatchObject([
      { restored: { at: world.now, how: expect.stringContaining('undone again') } },
    ]);
    expect(world.notices.at(-1)).toMatchObject({ kind: 'leftover-resolved' });
    expect((await world.journal()).at(-1)).toMatchObject({ type: 'left-restored', entryId: '1/tag' });
  });

  test('names what failed of the runs beside what failed of the leftovers', async () => {
    const world = await stuck();
    world.ports.runs.list = () => Promise.reject(new Error('runs'));
    await expect(sweepUp(world.ports)).rejects.toThrow('runs');
    world.ports.leftovers.open = () => Promise.reject(new Error('leftovers'));
    await expect(sweepUp(world.ports)).rejects.toMatchObject({
      errors: [{ message: 'runs' }, { message: 'leftovers' }],
    });
  });

  test('only looks at what drifted, and says that nothing was done for it', async () => {
    const world = await drifted();
    world.log.length = 0;
    await sweepUp(world.ports);
    expect(world.log).toEqual([]);
    expect(await open(world)).toHaveLength(3);
    world.looks.set(first, { state: 'running' });
    await sweepUp(world.ports);
    expect(world.log).toEqual([]);
    expect(await open(world)).toEqual([]);
    expect((await world.ports.leftovers.of(runId))[0]?.restored?.how).toContain('nothing was done for it');
    expect(world.notices.filter(({ kind }) => kind === 'leftover-resolved')).toHaveLength(1);
  });

  test('a leftover that fails keeps no other from being looked after, and throws nothing', async () => {
    const world = await drifted();
    world.looks.set(first, { state: 'running' });
    const { observe } = world.faults;
    world.faults.observe = async (fault) => {
      if (fault.token === 'run-1/1/squall/tag') throw new Error('throttled');
      return observe(fault);
    };
    const looked = await lookAfterLeftovers(world.ports);
    expect(looked.filter(({ outcome }) => outcome === 'failed')).toMatchObject([{ why: 'Error: throttled' }]);
    expect((await open(world)).map(({ entryId }) => entryId)).toEqual(['1/tag']);
  });

  test('never touches what was acknowledged, even if it was while it was being looked at', async () => {
    const world = await stuck();
    world.faults.stuck.clear();
    await sweepUp(world.ports);
    world.faults.undone.length = 0;
    const { observe } = world.faults;
    world.faults.observe = async (fault) => {
      await acknowledge(runId, { ...ada, at: world.now }, world.ports);
      return observe(fault);
    };
    expect(await lookAfterLeftovers(world.ports)).toMatchObject([{ outcome: 'left' }]);
    world.log.length = 0;
    world.now += minute;
    await sweepUp(world.ports);
    expect([world.faults.undone, world.log]).toEqual([[], []]);
    expect((await world.ports.leftovers.of(runId))[0]?.restored).toBeUndefined();
  });

  test('tells what whoever resolved it died before telling', async () => {
    const world = await drifted();
    await world.ports.leftovers.acknowledge(runId, { ...ada, at: world.now });
    await sweepUp(world.ports);
    await sweepUp(world.ports);
    expect((await world.journal()).filter(({ type }) => type === 'left-acknowledged')).toHaveLength(3);
    expect(world.notices.filter(({ kind }) => kind === 'leftover-resolved')).toHaveLength(1);
  });

  test('comes each minute for an hour, then each ten, then each hour', () => {
    const looks = (from: number, to: number) => {
      let count = 0;
      for (let at = from; at < to; at += minute) if (isDue({ since: 0 }, at)) count++;
      return count;
    };
    expect([looks(0, hour), looks(hour, 24 * hour), looks(24 * hour, 48 * hour)]).toEqual([60, 23 * 6, 24]);
  });
});

describe('acknowledging', () => {
  test('keeps who, when and why with the run, once, and ends the guard a function timeout later', async () => {
    const world = await drifted();
    const at = world.now;
    expect(await acknowledge(runId, { ...ada, at }, world.ports)).toMatchObject({ acknowledged: true });
    const bob = await acknowledge(runId, { by: 'bob', reason: 'me too', at: at + 1 }, world.ports);
    expect(bob).toMatchObject({ acknowledged: false, rule: 'resolved', why: expect.stringContaining('ada') });
    expect((await world.journal()).at(-1)).toMatchObject({ type: 'left-acknowledged', ...ada, at });
    const asked = (now: number) => guardrail.check({ plan, now, runId: 'run-2' }, world.ports);
    expect((await asked(at + 29_999))?.why).toContain('acknowledged just now');
    expect(await asked(at + 30_000)).toBeUndefined();
  });

  test('of a run that is unknown, under way, or left nothing, changes nothing', async () => {
    const world = await armed();
    const asked = async (id: string) => {
      const answer = await acknowledge(id, { ...ada, at: world.now }, world.ports);
      return answer.acknowledged ? 'acknowledged' : answer.rule;
    };
    expect([await asked('nobody'), await asked(runId)]).toEqual(['unknown', 'phase']);
    const fine = await concluded(await injected());
    expect(await acknowledge(runId, { ...ada, at: fine.now }, fine.ports)).toMatchObject({ rule: 'nothing' });
  });
});

/** What our own actions on hosts and services come to, in both traffic models. */
import { describe, expect, it } from 'vitest';
import { simulatedFaults } from '../../adapters/simulated/faults.ts';
import { simulatedResources } from '../../adapters/simulated/resources.ts';
import type { LedgerEntry } from '../../core/history/ledger.ts';
import { faultOf } from '../../core/lifecycle/faults-of.ts';
import type { FaultAction } from '../../core/ports/faults.ts';
import type { SimulatedCloud } from '../../simulator/cloud.ts';
import { createCloud } from '../../simulator/create-cloud.ts';
import { idsOf, instancesOf, minute, ofType, runFor, stateOf, worldModel } from '../unit/simulator/shop.ts';

const seed = 11;
const model = { ...worldModel(), warmUp: minute };
const of = (traffic: 'requests' | 'closed-form') => createCloud({ model, seed, traffic });

/** Success in percent and p99 in milliseconds of the minute that is published last. */
function now(cloud: SimulatedCloud) {
  const read = (metric: string, stat: string) =>
    cloud
      .series({
        namespace: 'Shop',
        metric,
        dimensions: { Service: 'checkout' },
        stat,
        period: minute,
        from: model.startAt,
        to: cloud.now,
      })
      .at(-1)?.value ?? Number.NaN;
  return { success: read('SuccessRate', 'Average'), p99: read('Latency', 'p99') };
}

/** As Inject would have it, and started. */
async function started(cloud: SimulatedCloud, action: string, targets: FaultAction['targets'], parameters = {}) {
  const faults = simulatedFaults(cloud);
  const own: FaultAction = { stepId: 'break', action, targets, parameters: { duration: 'PT2M', ...parameters } };
  const ids = Object.values(targets).flat();
  const token = 'run-1/1/squall/break';
  const entry: LedgerEntry = {
    runId: 'run-1',
    id: '1/break',
    wave: 1,
    stepId: 'break',
    action,
    asked: { parameters: own.parameters, targets },
    fault: { runId: 'run-1', wave: 1, provider: 'squall', token },
    targets: ids,
    before: await simulatedResources(cloud).snapshot(ids),
    undo: { by: 'us', how: 'as before' },
    intendedAt: cloud.now,
    state: 'intended',
  };
  const injection = {
    runId: 'run-1',
    experiment: 'shop',
    epoch: 1,
    wave: 1,
    provider: 'squall',
    token,
    actions: [own],
    stopAlarms: [],
  } as const;
  expect(await faults.start(injection)).toEqual(await faults.start(injection));
  return { faults, entry, reference: faultOf(entry) };
}

describe.each(['requests', 'closed-form'] as const)('%s', (traffic) => {
  it('paused processes answer nobody, and are missed for a while', async () => {
    const cloud = of(traffic);
    const [victim = ''] = idsOf(instancesOf(cloud, 'web'));
    const { faults, reference } = await started(
      cloud,
      'squall:host:process-pause',
      { Instances: [victim] },
      { process: 'nginx' },
    );
    expect(stateOf(cloud, victim)).toMatchObject({ state: 'running', port: 'denied' });
    runFor(cloud, 3 * minute);
    expect(await faults.observe(reference)).toMatchObject({ state: 'completed' });
    expect(stateOf(cloud, victim)).not.toHaveProperty('port');
  });

  it('an expired certificate fails every call, and the load balancer goes on sending', async () => {
    const cloud = of(traffic);
    await started(
      cloud,
      'squall:host:certificate-expiry',
      { Instances: idsOf(instancesOf(cloud, 'web')) },
      { certificate: '/a.crt', key: '/a.key' },
    );
    runFor(cloud, minute + model.publicationDelay);
    expect(now(cloud).success).toBeLessThan(50);
    runFor(cloud, 4 * minute);
    expect(now(cloud).success).toBeGreaterThan(99);
  });

  it('less bandwidth makes answers late', async () => {
    const cloud = of(traffic);
    await started(
      cloud,
      'squall:host:bandwidth-limit',
      { Instances: idsOf(instancesOf(cloud, 'web')) },
      { kilobitsPerSecond: '131' },
    );
    runFor(cloud, minute + model.publicationDelay);
    const { p99 } = now(cloud);
    expect(p99).toBeGreaterThan(1000);
  });

  it('detached instances get nothing more, until they are put back', async () => {
    const cloud = of(traffic);
    const victims = idsOf(instancesOf(cloud, 'web')).slice(0, 2);
    const { faults, entry, reference } = await started(cloud, 'squall:elb:detach-targets', { Instances: victims });
    runFor(cloud, 3 * minute);
    expect(await faults.observe(reference)).toMatchObject({ state: 'completed' });
    // Its time is over, and nobody but us puts it back.
    expect(stateOf(cloud, victims[0]!)).toMatchObject({ state: 'running', targets: 'none' });
    expect(instancesOf(cloud, 'web').filter(({ healthy }) => !healthy)).toHaveLength(2);
    await faults.undo(entry);
    await faults.undo(entry);
    runFor(cloud, 2 * minute);
    expect(stateOf(cloud, victims[0]!)).not.toHaveProperty('targets');
    expect(instancesOf(cloud, 'web').every(({ healthy }) => healthy)).toBe(true);
  });

  it('throttled functions turn every invocation away, and as few as before once they are put back', async () => {
    const cloud = of(traffic);
    const [id = ''] = idsOf(ofType(cloud, 'lambda:function'));
    const { faults, entry, reference } = await started(cloud, 'squall:lambda:throttle', { Functions: [id] });
    expect(stateOf(cloud, id)).toMatchObject({ errorPercent: 100 });
    runFor(cloud, 3 * minute);
    // Its time is over, and nobody but us puts it back.
    expect(await faults.observe(reference)).toMatchObject({ state: 'completed' });
    expect(stateOf(cloud, id)).toMatchObject({ errorPercent: 100 });
    await faults.undo(entry);
    expect(stateOf(cloud, id)).toMatchObject({ errorPercent: 0 });
    const some = started(of(traffic), 'squall:lambda:throttle', { Functions: [id] }, { concurrency: '5' });
    await expect(some).rejects.toMatchObject({ name: 'FaultRefused', message: /concurrency 5: it models 0/ });
  });

  it('a group scaled to zero serves nobody, and is whole again once it is put back', async () => {
    const cloud = of(traffic);
    const [group] = ofType(cloud, 'ec2:autoscaling-group').filter(({ name }) => name === 'web');
    const before = stateOf(cloud, group!.id);
    const { faults, entry, reference } = await started(cloud, 'squall:autoscaling:scale-to-zero', {
      AutoScalingGroups: [group!.id],
    });
    expect(stateOf(cloud, group!.id)).toMatchObject({ desired: 0, min: 0, max: 0 });
    runFor(cloud, 3 * minute);
    expect(instancesOf(cloud, 'web')).toEqual([]);
    expect(now(cloud).success).toBeLessThan(10);
    await faults.stop(reference, 'too late to stop, and not to undo');
    expect(stateOf(cloud, group!.id)).toMatchObject({ desired: 0 });
    await faults.undo(entry);
    runFor(cloud, 8 * minute);
    expect(stateOf(cloud, group!.id)).toEqual(before);
    expect(now(cloud).success).toBeGreaterThan(99);
  });

  it('a raised group has begun once all of it is in service, and gives up no more than were added', async () => {
    const cloud = of(traffic);
    const [group] = ofType(cloud, 'ec2:autoscaling-group').filter(({ name }) => name === 'web');
    const before = stateOf(cloud, group!.id);
    const { faults, entry, reference } = await started(
      cloud,
      'squall:autoscaling:raise-capacity',
      { AutoScalingGroups: [group!.id] },
      { duration: 'PT30M', percent: '150' },
    );
    expect(stateOf(cloud, group!.id)).toMatchObject({ desired: 9, min: 9, max: 9 });
    expect(await faults.observe(reference)).toMatchObject({ state: 'pending', reason: 'web has 6 of 9 in service' });
    runFor(cloud, 4 * minute);
    expect(await faults.observe(reference)).toMatchObject({ state: 'running' });
    expect(instancesOf(cloud, 'web').filter(({ healthy }) => healthy)).toHaveLength(9);
    await faults.stop(reference, 'home again');
    await faults.undo(entry);
    runFor(cloud, 8 * minute);
    expect(await faults.observe(reference)).toMatchObject({ state: 'stopped' });
    expect(stateOf(cloud, group!.id)).toEqual(before);
    expect(now(cloud).success).toBeGreaterThan(99);
  });
});

it('a stop puts a service back before its time', async () => {
  const cloud = of('closed-form');
  const [group] = ofType(cloud, 'ec2:autoscaling-group').filter(({ name }) => name === 'web');
  const { faults, reference } = await started(cloud, 'squall:autoscaling:scale-to-zero', {
    AutoScalingGroups: [group!.id],
  });
  runFor(cloud, minute);
  await faults.stop(reference, 'enough');
  expect(stateOf(cloud, group!.id)).toMatchObject({ desired: 6 });
  runFor(cloud, minute);
  expect(await faults.observe(reference)).toMatchObject({ state: 'stopped' });
});

it('FIS counts none of them', async () => {
  const cloud = of('closed-form');
  const { faults } = await started(cloud, 'squall:elb:detach-targets', {
    Instances: idsOf(instancesOf(cloud, 'web')).slice(0, 1),
  });
  expect(await faults.active()).toBe(0);
});

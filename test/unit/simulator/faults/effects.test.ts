import fc from 'fast-check';
import { expect, it } from 'vitest';
import { influenceOn } from '../../../../simulator/control-plane/effects.ts';
import type { Effect } from '../../../../simulator/faults/effect.ts';
import { command, idsOf, inject, instancesOf, minute, ofType, runFor, second, shopCloud, stateOf } from '../shop.ts';

const calm = { state: 'running', networkDelayMilliseconds: 0, packetLossPercent: 0, processorStressPercent: 0 };

it('faults on one host compose, and each end takes away its own alone', () => {
  const cloud = shopCloud();
  const [host] = idsOf(instancesOf(cloud, 'api'));
  const slow = (delay: string, seconds: string) =>
    command('Network-Latency', [host!], { DelayMilliseconds: delay, DurationSeconds: seconds }, 'PT5M');
  inject(cloud, [slow('200', '60')], { token: 'a' });
  runFor(cloud, 30 * second);
  inject(cloud, [slow('100', '60'), command('Network-Packet-Loss', [host!], { LossPercent: '10' })], { token: 'b' });
  expect(stateOf(cloud, host!)).toEqual({ ...calm, networkDelayMilliseconds: 300, packetLossPercent: 10 });
  runFor(cloud, 30 * second);
  expect(stateOf(cloud, host!)).toEqual({ ...calm, networkDelayMilliseconds: 100, packetLossPercent: 10 });
  runFor(cloud, 30 * second);
  expect(stateOf(cloud, host!)).toEqual({ ...calm, packetLossPercent: 10 });
  runFor(cloud, minute);
  expect(stateOf(cloud, host!)).toEqual(calm);
});

it('what faults add up to does not depend on their order', () => {
  const effect: fc.Arbitrary<Effect> = fc.oneof(
    fc.record({
      kind: fc.constant('latency' as const),
      on: fc.constant(['a']),
      milliseconds: fc.integer({ min: 1, max: 1000 }),
    }),
    fc.record({ kind: fc.constant('packet-loss' as const), on: fc.constant(['a']), share: fc.constantFrom(0.5, 0.25) }),
    fc.record({
      kind: fc.constant('cpu-stress' as const),
      on: fc.constant(['a']),
      load: fc.constantFrom(0.25, 0.5, 1),
    }),
    fc.record({ kind: fc.constant('memory' as const), on: fc.constant(['a']), share: fc.constantFrom(0.25, 0.5) }),
    fc.record({ kind: fc.constant('disk-fill' as const), on: fc.constant(['a']), share: fc.constantFrom(0.25, 0.95) }),
    fc.record({
      kind: fc.constant('disk-latency' as const),
      on: fc.constant(['a']),
      share: fc.constantFrom(0.25, 1),
      milliseconds: fc.constantFrom(50, 'endless' as const),
    }),
    fc.record({
      kind: fc.constant('clock-skew' as const),
      on: fc.constant(['a']),
      milliseconds: fc.constantFrom(-60, 30),
    }),
    fc.record({
      kind: fc.constant('apart' as const),
      on: fc.constant(['a']),
      zones: fc.constantFrom(['z2'], ['z1', 'z3']),
    }),
    fc.record({
      kind: fc.constant('outgoing' as const),
      on: fc.constant(['a']),
      to: fc.constantFrom(['x'], ['x', 'y']),
      outcome: fc.constantFrom('late' as const, 'refused' as const, 'silent' as const),
      milliseconds: fc.constantFrom(0, 100),
      share: fc.constantFrom(0, 0.5),
    }),
    fc.record({ kind: fc.constant('unreachable' as const), zones: fc.constantFrom(['z1'], ['z2']) }),
    fc.record({
      kind: fc.constant('invocation-error' as const),
      on: fc.constantFrom(['a'], ['b']),
      share: fc.constant(0.5),
    }),
  );
  fc.assert(
    fc.property(fc.array(effect, { maxLength: 6 }), (effects) => {
      expect(influenceOn(effects.toReversed(), 'a', 'z1')).toEqual(influenceOn(effects, 'a', 'z1'));
    }),
  );
});

it('a document outlives an action that is shorter, and stopping the action cancels it', () => {
  const cloud = shopCloud();
  const [host, other] = idsOf(instancesOf(cloud, 'api'));
  const short = (id: string) => command('CPU-Stress', [id], { LoadPercent: '80', DurationSeconds: '180' }, 'PT1M');
  inject(cloud, [short(host!)], { token: 'a' });
  const { id } = inject(cloud, [short(other!)], { token: 'b' });
  cloud.stopExperiment(id, 'enough');
  expect(stateOf(cloud, other!)).toEqual(calm);
  runFor(cloud, 2 * minute);
  expect(stateOf(cloud, host!)).toEqual({ ...calm, processorStressPercent: 80 });
  runFor(cloud, minute);
  expect(stateOf(cloud, host!)).toEqual(calm);
});

it('stress on one of two processors takes half', () => {
  const cloud = shopCloud();
  const [host] = idsOf(instancesOf(cloud, 'web'));
  inject(cloud, [command('CPU-Stress', [host!], { LoadPercent: '80', CPU: '1' })]);
  expect(stateOf(cloud, host!)).toMatchObject({ processorStressPercent: 40 });
});

it('Lambda faults ramp up and wear off', () => {
  const cloud = shopCloud();
  const [lambda] = idsOf(ofType(cloud, 'lambda:function'));
  const parameters = { duration: 'PT2M', preventExecution: 'true', invocationPercentage: '50' };
  const { id } = inject(cloud, [
    { actionId: 'aws:lambda:invocation-error', parameters, targets: { Functions: [lambda!] } },
  ]);
  const errorPercent = () => stateOf(cloud, lambda!)?.errorPercent;
  runFor(cloud, 59 * second);
  expect(errorPercent()).toBe(0);
  runFor(cloud, second);
  expect(errorPercent()).toBe(50);
  runFor(cloud, minute);
  expect(cloud.experiment(id)?.status).toBe('completed');
  expect(errorPercent()).toBe(50);
  runFor(cloud, 20 * second);
  expect(errorPercent()).toBe(0);
});

it('a Lambda fault that is stopped before it took effect never does', () => {
  const cloud = shopCloud();
  const [lambda] = idsOf(ofType(cloud, 'lambda:function'));
  const parameters = { duration: 'PT5M', startupDelayMilliseconds: '300' };
  const { id } = inject(cloud, [
    { actionId: 'aws:lambda:invocation-add-delay', parameters, targets: { Functions: [lambda!] } },
  ]);
  runFor(cloud, 50 * second);
  cloud.stopExperiment(id, 'enough');
  runFor(cloud, 15 * second);
  expect(stateOf(cloud, lambda!)).toMatchObject({ addedDelayMilliseconds: 0 });
});

it('a zone cut off loses its database instance, its subnet and its targets, and no instance is replaced', () => {
  const cloud = shopCloud();
  const subnet = ofType(cloud, 'ec2:subnet').find(({ zone }) => zone === 'euc1-az1')!;
  const parameters = { duration: 'PT3M', scope: 'all' };
  const before = idsOf(instancesOf(cloud, 'web'));
  inject(cloud, [{ actionId: 'aws:network:disrupt-connectivity', parameters, targets: { Subnets: [subnet.id] } }]);
  runFor(cloud, 2 * minute);
  expect(stateOf(cloud, subnet.id)).toEqual({ connectivity: 'denied' });
  const unhealthy = cloud.resources().filter(({ healthy, zone }) => zone !== undefined && !healthy);
  expect(new Set(unhealthy.map(({ zone }) => zone))).toEqual(new Set(['euc1-az1']));
  expect(unhealthy.map(({ type }) => type).sort()).toEqual([
    'ec2:instance',
    'ec2:instance',
    'ec2:instance',
    'ec2:instance',
    'ec2:subnet',
    'rds:db',
  ]);
  runFor(cloud, 2 * minute);
  expect(cloud.resources().every(({ healthy }) => healthy)).toBe(true);
  expect(idsOf(instancesOf(cloud, 'web'))).toEqual(before);
});

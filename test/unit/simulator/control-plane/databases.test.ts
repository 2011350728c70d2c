import { expect, it } from 'vitest';
import type { CloudAction } from '../../../../simulator/cloud.ts';
import { inject, minute, ofType, runFor, second, shopCloud, stateOf } from '../shop.ts';

type Cloud = ReturnType<typeof shopCloud>;
const cluster = (cloud: Cloud) => ofType(cloud, 'rds:cluster')[0]!;
const roles = (cloud: Cloud) => ofType(cloud, 'rds:db').map(({ state }) => `${state.role} ${state.status}`);
const failover = (cloud: Cloud): Omit<CloudAction, 'name'> => ({
  actionId: 'aws:rds:failover-db-cluster',
  parameters: {},
  targets: { Clusters: [cluster(cloud).id] },
});
const reboot = (cloud: Cloud, name: string, parameters: Record<string, string> = {}): Omit<CloudAction, 'name'> => ({
  actionId: 'aws:rds:reboot-db-instances',
  parameters,
  targets: {
    DBInstances: ofType(cloud, 'rds:db')
      .filter((one) => one.name === name)
      .map(({ id }) => id),
  },
});
const cutOff = (cloud: Cloud, zone: string, duration: string): Omit<CloudAction, 'name'> => ({
  actionId: 'aws:network:disrupt-connectivity',
  parameters: { duration, scope: 'all' },
  targets: {
    Subnets: ofType(cloud, 'ec2:subnet')
      .filter((one) => one.zone === zone)
      .map(({ id }) => id),
  },
});

it('promotes a reader when told to fail over; the old writer comes back as a reader', () => {
  const cloud = shopCloud();
  inject(cloud, [failover(cloud)]);
  expect(roles(cloud)).toEqual(['writer rebooting', 'reader available']);
  expect(cluster(cloud)).toMatchObject({ healthy: false, state: { status: 'failing-over', writer: 'orders-1' } });
  runFor(cloud, 20 * second - 1);
  expect(cluster(cloud).healthy).toBe(false);
  runFor(cloud, 1);
  expect(cluster(cloud)).toMatchObject({ healthy: true, state: { status: 'available', writer: 'orders-2' } });
  expect(roles(cloud)).toEqual(['reader available', 'writer available']);
});

it('fails the action when there is no reader, or a failover is under way', () => {
  const cloud = shopCloud();
  inject(cloud, [failover(cloud)], { token: 'a' });
  expect(inject(cloud, [failover(cloud)], { token: 'b' })).toMatchObject({
    status: 'failed',
    reason: expect.stringContaining('already'),
  });
  runFor(cloud, minute);
  inject(cloud, [cutOff(cloud, 'euc1-az1', 'PT2M')], { token: 'c' });
  expect(inject(cloud, [failover(cloud)], { token: 'd' })).toMatchObject({
    status: 'failed',
    reason: expect.stringContaining('no reader'),
  });
});

it('promotes a reader when the writer is lost, and does not fail back', () => {
  const cloud = shopCloud();
  inject(cloud, [cutOff(cloud, 'euc1-az1', 'PT2M')]);
  runFor(cloud, 20 * second);
  expect(stateOf(cloud, cluster(cloud).id)).toMatchObject({ writer: 'orders-2' });
  runFor(cloud, 3 * minute);
  expect(roles(cloud)).toEqual(['reader available', 'writer available']);
});

it('keeps a writer that is back before the failover is over', () => {
  const cloud = shopCloud();
  inject(cloud, [cutOff(cloud, 'euc1-az1', 'PT15S')]);
  runFor(cloud, minute);
  expect(stateOf(cloud, cluster(cloud).id)).toMatchObject({ writer: 'orders-1', status: 'available' });
});

it('has no writer while no instance is there, and one as soon as one is', () => {
  const cloud = shopCloud();
  inject(cloud, [cutOff(cloud, 'euc1-az1', 'PT3M'), cutOff(cloud, 'euc1-az2', 'PT2M')]);
  runFor(cloud, 2 * minute - 1);
  expect(cluster(cloud).healthy).toBe(false);
  runFor(cloud, 1);
  expect(cluster(cloud)).toMatchObject({ healthy: true, state: { writer: 'orders-2' } });
});

it('waits for a writer that is rebooted, unless told to fail over', () => {
  const cloud = shopCloud();
  inject(cloud, [reboot(cloud, 'orders-1')], { token: 'a' });
  runFor(cloud, 25 * second);
  expect(cluster(cloud)).toMatchObject({ healthy: false, state: { writer: 'orders-1' } });
  runFor(cloud, 5 * second);
  expect(cluster(cloud).healthy).toBe(true);
  inject(cloud, [reboot(cloud, 'orders-1', { forceFailover: 'true' })], { token: 'b' });
  runFor(cloud, minute);
  expect(cluster(cloud)).toMatchObject({ healthy: true, state: { writer: 'orders-2' } });
});

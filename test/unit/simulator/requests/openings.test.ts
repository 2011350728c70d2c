import { describe, expect, it } from 'vitest';
import type { PoolModel } from '../../../../simulator/model.ts';
import { balancer, call, client, database, exactly, group, running, world } from '../../../simulation/small-world.ts';

const second = 1000;

/** One web server that asks its database, which takes a second for each; requests at even intervals. */
function shop(pool: PoolModel, rate: number) {
  const web = group('web', 1, { concurrency: 1000, queue: 1000, serviceTime: exactly(0) }, [
    call('database', { pool, timeout: 3 * second }),
  ]);
  const orders = database('database', 1, { concurrency: 1000, queue: 0, queryTime: exactly(second) });
  return running(world([client(rate, { timeout: 5 * second })], [web, orders], [balancer('web')]));
}

const warmUp = { idle: 2, connect: 500, atOnce: 1, keep: 20 * second };

describe('a pool whose connections take time', () => {
  it('opens one after the other, as calls find none free', () => {
    // Of two a second two connections are enough.
    expect(shop({ size: 20, queue: 0, warmUp }, 2).look('users', 10 * second)).toMatchObject({ failures: 0 });
    // Of ten a second ten are needed, and two open each second: those who find none in the first four fail.
    const busy = shop({ size: 20, queue: 0, warmUp }, 10);
    const first = busy.look('users', 5 * second);
    expect(first.failures).toBeGreaterThan(10);
    expect(busy.look('users', 10 * second).failures).toBeLessThanOrEqual(2);
    expect(busy.look('users', 20 * second)).toMatchObject({ failures: 0 });
  });

  it('opens as many as are there at once, and sooner when each takes less', () => {
    const failures = (changes: object) =>
      shop({ size: 20, queue: 0, warmUp: { ...warmUp, ...changes } }, 10).look('users', 10 * second).failures;
    const [slow, many, quick, idle] = [
      failures({}),
      failures({ atOnce: 10 }),
      failures({ connect: 50 }),
      failures({ idle: 12 }),
    ];
    expect(many).toBeLessThan(slow / 2);
    expect(quick).toBeLessThan(slow / 2);
    expect(idle).toBe(0);
  });

  it('never has more than its size', () => {
    const { successes, failures } = shop({ size: 5, queue: 0, warmUp }, 10).look('users', 40 * second);
    expect(successes).toBeLessThanOrEqual(5 * 40);
    expect(failures).toBeGreaterThan(150);
  });

  it('closes what nobody has needed for long', () => {
    // Everything is answered at once for a while, so that one connection is enough.
    const settled = shop({ size: 20, queue: 0, warmUp: { ...warmUp, idle: 1 } }, 10);
    settled.look('users', 20 * second);
    expect(settled.look('users', 30 * second)).toMatchObject({ failures: 0 });
    settled.change('database', { speed: 100 });
    expect(settled.look('users', 100 * second)).toMatchObject({ failures: 0 });
    settled.change('database', { speed: 1 });
    expect(settled.look('users', 105 * second).failures).toBeGreaterThan(10);
  });

  it('waits in line for its timeout, and no longer', () => {
    const { failures, successes } = shop({ size: 20, queue: 50, warmUp }, 10).look('users', 30 * second);
    expect(failures).toBe(0);
    expect(successes).toBeGreaterThan(270);
  });
});

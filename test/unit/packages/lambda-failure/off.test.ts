/** When the middleware does nothing: the promise that no fault outlives its lease, and none is made up. */
import { describe, expect, it } from 'vitest';
import { exception, host, latency, said, start, status, written } from './setup.ts';

const untouched = { statusCode: 200, body: '{"ok":true}' };

describe('the middleware is off', () => {
  it('without a folder to read, and where the function says so', async () => {
    for (const options of [{ path: '' }, { enabled: false }]) {
      const quiet = host(options);
      quiet.parameters.set('a', written(exception));
      expect(await quiet.invoke()).toEqual(untouched);
      expect([quiet.reads, quiet.lines]).toEqual([0, []]);
    }
  });

  it('from the lease on, by the clock at each request, though whoever wrote the parameter died and it still stands', async () => {
    const left = host();
    left.parameters.set('a', written(exception));
    left.now = start + 599_999;
    await expect(left.invoke()).rejects.toThrow('no route');
    left.now = start + 600_000;
    expect(await left.invoke()).toEqual(untouched);
    // The last read is younger than the time that it holds: not the read ended it, but the clock.
    expect(left.reads).toBe(1);
    left.now += 86_400_000;
    expect(await left.invoke()).toEqual(untouched);
  });

  it('when the lease ends while the function works', async () => {
    const late = host({}, () => {
      late.now = start + 600_000;
      return { statusCode: 200, body: '{"ok":true}' };
    });
    late.parameters.set('a', written({ kind: 'corrupt-response', how: 'empty' }));
    late.parameters.set('b', written({ ...status, preventExecution: false }));
    late.parameters.set('c', written({ ...exception, preventExecution: false }));
    expect(await late.invoke()).toMatchObject(untouched);
    expect(said(late)).toEqual([]);
  });

  it('at a delay that would reach beyond the lease: it ends with it', async () => {
    const long = host();
    long.parameters.set('a', written({ ...latency, milliseconds: 900_000 }, { until: start + 1000 }));
    long.parameters.set('b', written(exception, { until: start + 1000 }));
    expect(await long.invoke()).toMatchObject({ statusCode: 200 });
    expect(long.slept).toEqual([1000]);
  });

  it('while its parameters cannot be read, even for what it read before, and says so once', async () => {
    const cut = host();
    cut.parameters.set('a', written(exception));
    await expect(cut.invoke()).rejects.toThrow('no route');
    cut.failing = Object.assign(new Error('secret in a message'), { name: 'ThrottlingException' });
    for (let i = 0; i < 3; i++) {
      cut.now += 5000;
      expect(await cut.invoke()).toEqual(untouched);
    }
    expect(said(cut).slice(1)).toEqual([
      'squall: /squall/test/requests/orders could not be read, so no fault stands: ThrottlingException',
    ]);
    cut.failing = undefined;
    cut.now += 5000;
    await expect(cut.invoke()).rejects.toThrow('no route');
  });

  it('again within seconds of a stop, and asks no more often than it was told', async () => {
    const stopped = host({ keepSeconds: 10 });
    stopped.parameters.set('a', written(exception));
    await expect(stopped.invoke()).rejects.toThrow();
    stopped.parameters.delete('a');
    stopped.now += 9999;
    await expect(stopped.invoke()).rejects.toThrow();
    stopped.now += 1;
    expect(await stopped.invoke()).toEqual(untouched);
    expect(stopped.reads).toBe(2);
  });

  it.each<[string, string]>([
    ['no JSON', 'on'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a key that Squall does not write', written(exception, { also: 'this' })],
    ['a key left out', JSON.stringify({ squall: 1, run: 'r' })],
    ['another version', written(exception, { squall: 2 })],
    ['no run', written(exception, { run: '' })],
    ['a share of nothing', written(exception, { share: 0 })],
    ['a share above all', written(exception, { share: 1.01 })],
    ['a share in words', written(exception, { share: '1' })],
    ['a lease beyond any that there is', written(exception, { until: start + 13 * 3_600_000 + 1 })],
    ['a lease in words', written(exception, { until: '2027-01-01' })],
    ['no epoch', written(exception, { epoch: 0 })],
    ['an unknown failure', written({ kind: 'delete-everything' })],
    ['a failure by the name of a method', written({ kind: 'toString' })],
    ['an unknown match', written(exception, { match: { method: 'GET' } })],
    ['an empty match', written(exception, { match: { path: '' } })],
    ['a status that is none', written({ ...status, statusCode: 99 })],
    ['a delay of more than a function may run', written({ ...latency, milliseconds: 900_001 })],
    ['a jitter above the delay', written({ ...latency, jitter: 251 })],
    ['no hosts', written({ kind: 'deny-hosts', hosts: [] })],
    ['an unknown damage', written({ kind: 'corrupt-response', how: 'delete' })],
    ['a parameter of a failure left out', written({ kind: 'exception', name: 'X' })],
  ])('for a parameter that holds %s, of which it says the name and never the value', async (_, value) => {
    const odd = host();
    odd.parameters.set('/squall/test/requests/orders/odd', value);
    expect(await odd.invoke()).toEqual(untouched);
    expect(odd.lines).toHaveLength(1);
    expect(said(odd)[0]).toMatch(/^squall: ignored, as not written by Squall: \/squall\/test\/requests\/orders\/odd: /);
    expect(odd.lines[0]).not.toContain('no route');
  });

  it('for the bad one alone where a good one stands beside it', async () => {
    const both = host();
    both.parameters.set('a', '{');
    both.parameters.set('b', written(latency));
    await both.invoke();
    expect(both.slept).toEqual([250]);
  });

  it('made with settings that make no sense: not at all', () => {
    expect(() => host({ keepSeconds: 0 })).toThrow('keepSeconds is 0: it takes a number from 1 to 30');
    expect(() => host({ timeoutMillis: 5000 })).toThrow('timeoutMillis is 5000');
  });
});

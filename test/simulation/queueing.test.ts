import { describe, expect, it } from 'vitest';
import { percentile } from '../../simulator/engine/histogram.ts';
import * as closed from '../../simulator/queueing/closed-forms.ts';
import { manyLines } from '../../simulator/queueing/many-lines.ts';
import { oneLine } from '../../simulator/queueing/one-line.ts';
import type { QueueResult } from '../../simulator/queueing/result.ts';
import { estimate, expectWithinThreeStandardErrors, seeds } from './estimate.ts';

const second = { kind: 'exponential', mean: 1000 } as const;

/** A line at `load` Erlangs with a mean service time of a second, once for each seed 1 … n. */
const replicate = (n: number, servers: number, load: number, customers: number, serviceTime = second as never) =>
  seeds(n).map((seed) => oneLine({ servers, interval: 1000 / load, serviceTime, seed, customers, warmUp: 20_000 }));

const check = (results: readonly QueueResult[], of: (r: QueueResult) => number, expected: number, what: string) =>
  expectWithinThreeStandardErrors(estimate(results.map(of)), expected, what);

describe('M/M/1 at a utilisation of 0.9', () => {
  const results = replicate(24, 1, 0.9, 640_000);

  it('holds nine customers on average', () => {
    check(results, (r) => r.meanInSystem, 9, 'L');
  });

  it('keeps a customer for ten service times on average', () => {
    check(results, (r) => r.meanSojourn, 10_000, 'mean sojourn');
  });

  it('makes nine in ten wait, nine service times on average', () => {
    check(results, (r) => r.waitedShare, 0.9, 'share that waits');
    check(results, (r) => r.meanWait, 9000, 'mean wait');
  });

  it('keeps one in a hundred for more than 46.05 service times', () => {
    check(results, (r) => percentile(r.sojourns, 99), 46_052, 'p99 sojourn');
  });
});

describe('M/M/c against Erlang C', () => {
  it.each([
    [2, 1.8, 0.8526, 300_000],
    [5, 4, 0.5541, 140_000],
    [10, 8, 0.4092, 200_000],
    [20, 18, 0.5508, 600_000],
  ])('%i servers at %f Erlangs', (servers, load, published, customers) => {
    const results = replicate(24, servers, load, customers);
    check(results, (r) => r.waitedShare, published, 'share that waits');
    check(results, (r) => r.meanWait, (published * 1000) / (servers - load), 'mean wait');
  });
});

it('waits half as long for a service of constant length, as Pollaczek and Khinchine say', () => {
  const results = replicate(24, 1, 0.8, 100_000, { kind: 'exactly', value: 1000 } as never);
  check(results, (r) => r.meanWait, closed.meanWaitOfAnyService(0.8, 1000, 0), 'mean wait M/D/1');
});

describe('the power of two choices at 0.9', () => {
  const lines = (choices: number, servers: number, customers: number, warmUp: number) =>
    seeds(20).map((seed) =>
      manyLines({ servers, choices, interval: 1000 / (0.9 * servers), serviceTime: second, seed, customers, warmUp }),
    );

  it('keeps a customer for 2.614 service times on average among a thousand servers', () => {
    check(lines(2, 1000, 100_000, 40_000), (r) => r.meanSojourn, 2614, 'two choices');
  });

  it('keeps it for ten when there is no choice', () => {
    check(lines(1, 4, 350_000, 10_000), (r) => r.meanSojourn, 10_000, 'one choice');
  });
});

it('gives the same result for the same seed, and another for another', () => {
  const [first, again] = [1, 2].map(() => replicate(2, 3, 2.5, 1000));
  expect(again).toEqual(first);
  expect(first![0]).not.toEqual(first![1]);
});

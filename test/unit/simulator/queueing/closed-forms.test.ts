import { expect, it } from 'vitest';
import * as closed from '../../../../simulator/queueing/closed-forms.ts';

it.each([
  [1, 0.9, 0.9],
  [2, 1.8, 0.8526],
  [5, 4, 0.5541],
  [10, 8, 0.4092],
  [20, 18, 0.5508],
])('Erlang C of %i servers at %f Erlangs is %f, as tabulated', (servers, load, published) => {
  expect(closed.erlangC(servers, load)).toBeCloseTo(published, 4);
});

it('Erlang B of 10 servers at 8 Erlangs is 0.12166, as tabulated', () => {
  expect(closed.erlangB(10, 8)).toBeCloseTo(0.12166, 5);
});

it('Erlang B of one server is a/(1 + a), and of none is 1', () => {
  expect(closed.erlangB(1, 3)).toBeCloseTo(0.75, 12);
  expect(closed.erlangB(0, 3)).toBe(1);
});

it('M/M/1 at 0.9: nine in the system, ten service times in it, 46.05 for one in a hundred', () => {
  expect(closed.meanInSystem(0.9)).toBeCloseTo(9, 10);
  expect(closed.meanSojourn(1, 0.9, 50)).toBeCloseTo(500, 9);
  expect(closed.sojournQuantile(0.9, 1, 0.99)).toBeCloseTo(46.05, 2);
});

it('one server of Erlang C is M/M/1, whose wait is that of Pollaczek and Khinchine', () => {
  for (const load of [0.1, 0.5, 0.95]) {
    expect(closed.meanWait(1, load, 7)).toBeCloseTo(closed.meanWaitOfAnyService(load, 7, 1), 9);
  }
});

it('constant service times halve the wait', () => {
  expect(closed.meanWaitOfAnyService(0.6, 1, 0)).toBeCloseTo(closed.meanWaitOfAnyService(0.6, 1, 1) / 2, 12);
});

it('two choices at 0.9 make 10 service times into 2.614', () => {
  expect(closed.choicesSojourn(0.9, 1, 2)).toBeCloseTo(2.614, 3);
  expect(closed.choicesSojourn(0.9, 1, 1)).toBeCloseTo(10, 9);
  expect(closed.choicesSojourn(0, 1, 2)).toBe(1);
});

it('refuses a queue that would grow without end', () => {
  expect(() => closed.erlangC(2, 2)).toThrow(RangeError);
  expect(() => closed.meanInSystem(1)).toThrow(RangeError);
  expect(() => closed.choicesSojourn(1.2, 1, 2)).toThrow(RangeError);
});

import { describe, expect, it } from 'vitest';
import { parametersOf } from '../../../../../apps/cli/run/parameters.ts';
import { chooseRun } from '../../../../../apps/cli/run/selection.ts';
import type { Experiment } from '../../../../../core/experiment/schema/experiment.ts';

const ids = ['cpu-3', 'zone-22', 'zone-21', 'zone-2'];

describe('which run is meant', () => {
  it.each([
    ['last', 'cpu-3'],
    ['zone-22', 'zone-22'],
    ['zone-2', 'zone-2'],
    ['cp', 'cpu-3'],
  ])('%s is %s', (given, id) => expect(chooseRun(ids, given, '.squall')).toBe(id));
  it('says which ones fit when several do', () =>
    expect(() => chooseRun(ids, 'zone', '.squall')).toThrow('3 runs begin with zone: zone-22, zone-21, zone-2'));
  it('says what there is when none fits', () =>
    expect(() => chooseRun(ids, 'x', '.squall')).toThrow(/no run in \.squall begins with x: there are cpu-3/));
  it('says how to make the first', () =>
    expect(() => chooseRun([], 'last', 'dir')).toThrow('there are no runs in dir'));
});

describe('--param', () => {
  const experiment = { parameters: { n: { type: 'number' }, b: { type: 'boolean' }, s: { type: 'string' } } };
  it('reads values as they are declared, and leaves the rest for the format to refuse', () =>
    expect(
      parametersOf(experiment as unknown as Experiment, ['n=2.5', 'b=true', 's=1', 's=a=b', 'other=7', 'n=ten']),
    ).toEqual({ n: 'ten', b: true, s: 'a=b', other: '7' }));
  it('refuses what is no pair', () =>
    expect(() => parametersOf(experiment as unknown as Experiment, ['=1'])).toThrow('--param takes name=value'));
});

import { expect, test } from 'vitest';
import { writeTemplate } from '../../../../apps/exchange/fis/write/template.ts';
import { millis } from '../../../../core/experiment/durations.ts';
import type { Experiment } from '../../../../core/experiment/schema/experiment.ts';
import { validateExperiment } from '../../../../core/experiment/validate.ts';
import { planAwaits } from '../../../../core/plan/plan-awaits.ts';
import { planSteps } from '../../../../core/plan/plan-steps.ts';
import { startedTogether } from '../../../../core/plan/started-together.ts';
import { injectionTime, timesOf } from '../../../../core/plan/times.ts';
import { zoneDrill } from '../../../workflow/zone-drill.ts';

const minute = 60_000;
const drill = zoneDrill();

const problems = (experiment: unknown) => {
  const valid = validateExperiment(experiment);
  return valid.ok ? [] : valid.problems.map(({ message }) => message);
};
const withStep = (id: string, changes: Partial<Experiment['steps'][number]>) => ({
  ...drill,
  steps: drill.steps.map((step) => (step.id === id ? { ...step, ...changes } : step)),
});

test('what stands has the rest of its run, what moves users until home had its time as well', () => {
  const steps = planSteps(drill, []);
  const [cut, away] = steps;
  const times = timesOf(drill, steps, 5 * minute);
  expect(planAwaits(drill).map(({ id, wave, within }) => [id, wave, within])).toEqual([
    ['detect', 2, 5 * minute],
    ['decide', 3, 5 * minute],
    ['hold', 5, 5 * minute],
  ]);
  expect(injectionTime(steps, planAwaits(drill))).toBe(15 * minute);
  expect(cut!.duration).toBeGreaterThan(times.waves);
  expect(cut!.duration).toBeLessThan(times.lease - times.gate);
  expect(away!.duration).toBeGreaterThan(5 * minute + millis('PT10M'));
  expect(times.lease).toBeGreaterThan(times.waves + 10 * minute + millis('PT10M'));
  expect(cut).toMatchObject({ stands: true, parameters: { duration: `PT${cut!.duration / minute}M` } });
});

test('a written duration is kept, and none is longer than FIS takes', () => {
  const [cut] = planSteps(withStep('cut', { with: { scope: 'all', duration: 'PT20M' } }), []);
  expect(cut?.duration).toBe(20 * minute);
  const long = zoneDrill({ hold: 'PT11H', decide: { approvals: 1, within: 'PT1H' } });
  expect(planSteps(long, [])[0]?.duration).toBe(720 * minute);
});

test('only what stands may leave its duration out, and only what stands moves users', () => {
  expect(problems(drill)).toEqual([]);
  expect(problems(withStep('cut', { stands: false }))).toEqual([expect.stringContaining('duration')]);
  expect(problems(withStep('away', { stands: false, with: { duration: 'PT9M' } }))).toEqual([
    expect.stringContaining('stands: true beside it'),
  ]);
  expect(problems({ ...drill, maxDuration: 'PT14M' })).toEqual([expect.stringContaining('at least PT15M')]);
  expect(problems(withStep('detect', { await: { alarms: ['a'], within: 'PT0S' } }))).toHaveLength(1);
});

test('what ends at different times is never one experiment of FIS', () => {
  const [cut] = planSteps(drill, []);
  const { stands: _, ...passing } = cut!;
  const mixed = [cut!, { ...cut!, id: 'moved', moves: true as const }, { ...passing, id: 'passing' }];
  expect(startedTogether(mixed).map(({ key, steps }) => [key, steps.map(({ id }) => id)])).toEqual([
    ['fis/stands', ['cut']],
    ['fis/moves', ['moved']],
    ['fis', ['passing']],
  ]);
});

test('FIS gets the loss alone, and is told what it has no word for', () => {
  const { document, items } = writeTemplate(drill, { account: '111122223333', region: 'eu-central-1' });
  expect(Object.keys(document.actions ?? {})).toEqual(['cut']);
  const lost = items.filter(({ fate }) => fate === 'lost').map(({ path }) => path.join('.'));
  expect(lost).toEqual(expect.arrayContaining(['steps.1', 'steps.2', 'steps.3', 'steps.4', 'drill']));
  expect(items.find(({ path }) => path.join('.') === 'steps.0.stands')).toMatchObject({ fate: 'changed' });
});

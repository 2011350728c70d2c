/**
 * Every scenario of templates/experiments is valid, explains itself and plans; what the
 * simulator does not model is refused by name. Some are rehearsed here, by formula, and all
 * of them by requests in the acceptance suite: what comes of it is what the README says.
 */
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesOf } from '../../apps/cli/lists/find-files.ts';
import { readExperiment } from '../../apps/documents/read.ts';
import { writeTemplate } from '../../apps/exchange/fis/write/template.ts';
import { planLocally } from '../../apps/local/plan.ts';
import { resolveParameters } from '../../core/experiment/resolve.ts';
import { expectOutcome } from '../scenarios/outcome.ts';
import { quick, readmeOf, scenario, scenarios, toldOutcome } from '../scenarios/scenarios.ts';

/** Folders of templates, and the suite that goes through the experiments in each. */
const heldBy = new Map([
  ['experiments', 'this one, and test/acceptance/scenarios'],
  ['certification', 'test/workflow/certify'],
  ['monkeys', 'test/workflow/monkeys-that-break-more, and test/acceptance/monkeys'],
  ['rollouts', 'test/workflow/cli-promote'],
]);
const parts = ['What it proves', 'What usually breaks', 'Prerequisites in AWS', 'Cost', 'In a rehearsal'];

it('there are enough, and some of each outcome', () => {
  expect(scenarios.length).toBeGreaterThanOrEqual(24);
  const outcomes = Map.groupBy(scenarios, toldOutcome);
  for (const outcome of ['held', 'refuted', 'refused'] as const)
    expect(outcomes.get(outcome)?.length).toBeGreaterThan(3);
});

it('every README is its own', () => {
  const said = scenarios.map((name) => /\*\*What usually breaks\.\*\* (.*)/.exec(readmeOf(name))?.[1]);
  expect(new Set(said).size).toBe(scenarios.length);
});

it('every experiment of templates stands where a suite goes through it, and is valid', () => {
  const templates = join(import.meta.dirname, '../../templates');
  const found = filesOf('Experiment', templates).map((file) => relative(templates, file).split('/'));
  expect(found.filter(([kind = '']) => !heldBy.has(kind)).map((path) => path.join('/'))).toEqual([]);
  // Each folder has one, so that none is left out by the name of its file.
  for (const name of scenarios) expect(found).toContainEqual(['experiments', name, 'experiment.yaml']);
  for (const path of found) {
    const document = readExperiment(join(templates, ...path));
    expect('problems' in document ? document.problems.map(({ message }) => message) : [], path.join('/')).toEqual([]);
  }
});

it.each(scenarios)('%s is what its folder says, explains itself, and plans', async (name) => {
  const options = scenario(name);
  expect(options.experiment.metadata.name).toBe(name);
  const text = readmeOf(name);
  expect(text.split('\n')[0]).toBe(`# ${options.experiment.metadata.title}`);
  for (const part of parts) expect(text).toContain(`**${part}.**`);
  const planned = await planLocally({ ...options, traffic: 'closed-form' });
  if (!planned.ok) throw new Error(planned.refusal.why);
  expect(planned.refusals).toEqual([]);
  expect(planned.notSimulated?.why ?? 'simulated').toMatch(
    toldOutcome(name) === 'refused' ? /^the simulator does not model / : /^simulated$/,
  );
});

it.each(scenarios)('%s is exported to FIS, all but our own actions', (name) => {
  const { experiment, world } = scenario(name);
  const resolved = resolveParameters(experiment, {}, { seed: 7, zones: world.regions[0]!.zones });
  if (!resolved.ok) throw new Error(resolved.problems.map(({ message }) => message).join('\n'));
  const { document } = writeTemplate(resolved.experiment, { account: '111122223333', region: 'eu-central-1' });
  const ofAws = experiment.steps.flatMap(({ action = '' }) => (action.startsWith('aws:') ? [action] : []));
  expect(Object.values(document.actions ?? {}).map(({ actionId }) => actionId)).toEqual(ofAws);
});

describe('rehearsed by formula', () => {
  it.each(quick)('%s comes to what its README says, and is put right', (name) => expectOutcome(name, 'closed-form'));
});

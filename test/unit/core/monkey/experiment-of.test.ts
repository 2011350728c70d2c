import { expect, test } from 'vitest';
import { resolveParameters } from '../../../../core/experiment/resolve.ts';
import { validateExperiment } from '../../../../core/experiment/validate.ts';
import { experimentOf } from '../../../../core/monkey/experiment-of.ts';
import { planDay } from '../../../../core/monkey/plan-day.ts';
import { definitionHash } from '../../../../core/plan/definition-hash.ts';
import { groupOf, memberOf, monkeyWith } from './fixture.ts';

const always = monkeyWith({ chance: { probability: 1 } });
const now = Date.parse('2026-11-20T00:00:00Z');
const request = { definition: always, seed: 7, groups: [groupOf('web')], history: [], now };

const kill = (over: Partial<Parameters<typeof planDay>[0]> = {}) =>
  planDay({ ...request, date: '2026-11-23', ...over }).kills[0]!;

test('a kill is a valid experiment, whose parameters resolve and fix everything but the victim', () => {
  for (const definition of [always, monkeyWith({ chance: { probability: 1 }, zones: 'alternate' })]) {
    const { experiment, parameters, seed, runId } = experimentOf(definition, kill({ definition }));
    expect(validateExperiment(experiment)).toMatchObject({ ok: true });
    const resolved = resolveParameters(experiment, parameters, { seed, zones: [] });
    expect(resolved).toMatchObject({ ok: true, experiment: { targets: { victim: { select: { count: 1 } } } } });
    expect(runId).toMatch(/^chaos-monkey-web-[0-9a-f]{7}-20261123$/);
  }
});

test('kills of a group on two days have one definition and two run ids; those of two groups share neither', () => {
  const [one, other] = ['2026-11-23', '2026-11-24'].map((date) => experimentOf(always, kill({ date })));
  expect(definitionHash(one!.experiment)).toBe(definitionHash(other!.experiment));
  expect(one!.runId).not.toBe(other!.runId);
  const neighbour = experimentOf(always, kill({ groups: [groupOf('web-2')] }));
  expect(definitionHash(neighbour.experiment)).not.toBe(definitionHash(one!.experiment));
  expect(neighbour.runId).not.toBe(one!.runId);
});

test('tasks are stopped, nodes are terminated by the largest percentage that is never two of them', () => {
  const task = kill({
    groups: [groupOf('api', 3, { by: 'ecs-service', type: 'ecs:task', cluster: 'shop', tags: {} })],
  });
  const stop = experimentOf(always, task).experiment;
  expect(stop.steps[0]).toMatchObject({ action: 'aws:ecs:stop-task', targets: { Tasks: 'victim' } });
  expect(stop.targets.victim?.where).toMatchObject({ parameters: { cluster: 'shop', service: 'api' } });
  const arn = 'arn:aws:eks:eu-central-1:123456789012:nodegroup/shop/api/0';
  const nodes = Array.from({ length: 7 }, (_, n) => memberOf('api', n, { tags: {} }));
  const node = kill({ groups: [groupOf('api', nodes, { by: 'eks-nodegroup', resource: arn, optedIn: true })] });
  expect(node).toMatchObject({ percent: 14 });
  const { experiment, parameters } = experimentOf(always, node);
  expect(validateExperiment(experiment)).toMatchObject({ ok: true });
  expect(experiment.targets.victim).toEqual({ type: 'eks:nodegroup', where: { ids: [arn], account: '123456789012' } });
  expect(parameters.percent).toBe(14);
});

import { FisClient } from '@aws-sdk/client-fis';
import { describe, expect, test } from 'vitest';
import { previewFaults } from '../../../../adapters/aws/fis-preview.ts';
import type { Plan } from '../../../../core/plan/plan.ts';
import { plan as twoWaves } from '../../core/lifecycle/definition.ts';

const home = { account: '111122223333', region: 'eu-central-1', faultRole: 'arn:aws:iam::111122223333:role/faults' };
const arn = (n: number) => `arn:aws:ec2:eu-central-1:111122223333:instance/i-${n}`;
const pause = async () => {};

const planOf = (count: number): Plan => {
  const [step] = twoWaves.steps;
  const Instances = Array.from({ length: count }, (_, n) => arn(n)).sort();
  return { ...twoWaves, waves: 1, steps: [{ ...step!, id: 'stop', wave: 1, provider: 'fis', targets: { Instances } }] };
};

type Answers = Readonly<Record<string, (input: Record<string, unknown>) => object>>;

/** FIS by script: what was asked of it, in order. Anything unsaid is answered as by a FIS that resolves all it is given. */
function scripted(over: Answers = {}) {
  const asked: (readonly [string, Record<string, unknown>])[] = [];
  const made: Record<string, { resourceArns: string[]; resourceType: string }>[] = [];
  const answers: Answers = {
    CreateExperimentTemplate: ({ targets }) => {
      made.push(targets as (typeof made)[0]);
      return { experimentTemplate: { id: `EXT${made.length}` } };
    },
    StartExperiment: () => ({
      experiment: { id: `EXP${made.length}`, experimentOptions: { actionsMode: 'skip-all' } },
    }),
    GetExperiment: ({ id }) => ({
      experiment: { id, state: { status: 'completed' }, targets: made.at(-1), actions: actions() },
    }),
    ListExperimentResolvedTargets: () => ({
      resolvedTargets: Object.entries(made.at(-1) ?? {}).flatMap(([targetName, { resourceArns }]) =>
        resourceArns.map((each) => ({ targetName, targetInformation: { arn: each } })),
      ),
    }),
    DeleteExperimentTemplate: () => ({}),
    StopExperiment: () => ({}),
    ...over,
  };
  const actions = () => {
    const input = asked.findLast(([name]) => name === 'CreateExperimentTemplate')?.[1].actions as Record<
      string,
      object
    >;
    return Object.fromEntries(
      Object.entries(input).map(([name, action]) => [name, { ...action, state: { status: 'skipped' } }]),
    );
  };
  const send = async (command: { constructor: { name: string }; input: Record<string, unknown> }) => {
    const name = command.constructor.name.replace(/Command$/, '');
    asked.push([name, command.input]);
    return answers[name]!(command.input);
  };
  const fis = Object.assign(new FisClient({ region: home.region }), { send }) as unknown as FisClient;
  return { fis, asked, names: () => asked.map(([name]) => name) };
}

describe('a plan shown to FIS with every action skipped', () => {
  test('more targets than FIS takes by ARN are asked for in several actions, and many actions in several templates', async () => {
    const { fis, asked } = scripted();
    const { same, waves } = await previewFaults(fis, planOf(103), { ...home, id: 'a', pause });
    expect([same, waves[0]!.steps[0]!.resolved.length]).toEqual([true, 103]);
    const templates = asked.filter(([name]) => name === 'CreateExperimentTemplate').map(([, input]) => input);
    expect(templates.map(({ actions }) => Object.keys(actions as object).length)).toEqual([20, 1]);
    expect(JSON.stringify(templates)).not.toContain('resourceTags');
    expect(new Set(templates.map(({ clientToken }) => clientToken)).size).toBe(2);
  });

  test('what FIS resolves otherwise is said, resource by resource', async () => {
    const other = arn(99);
    const { fis } = scripted({
      ListExperimentResolvedTargets: () => ({
        resolvedTargets: [arn(0), other].map((each) => ({ targetName: 'target-0', targetInformation: { arn: each } })),
      }),
    });
    expect(await previewFaults(fis, planOf(2), { ...home, id: 'a', pause })).toMatchObject({
      same: false,
      waves: [{ outcome: 'resolved', steps: [{ stepId: 'stop', missing: [arn(1)], unplanned: [other] }] }],
    });
  });

  test('its failure is told in its own words, and the template removed', async () => {
    const { fis, names } = scripted({
      GetExperiment: ({ id }) => ({
        experiment: {
          id,
          state: { status: 'failed', reason: 'Target resolution failed', error: { code: 'AccessDenied' } },
        },
      }),
    });
    const { waves } = await previewFaults(fis, planOf(1), { ...home, id: 'a', pause });
    expect(waves).toMatchObject([{ outcome: 'failed', reason: 'Target resolution failed: AccessDenied' }]);
    expect(names().at(-1)).toBe('DeleteExperimentTemplate');
  });

  test('one that does not end is stopped and removed, after a bounded number of looks', async () => {
    const { fis, names } = scripted({
      GetExperiment: ({ id }) => ({ experiment: { id, state: { status: 'initiating' } } }),
    });
    const { waves } = await previewFaults(fis, planOf(1), { ...home, id: 'a', pause, patience: 6000 });
    expect(waves).toMatchObject([{ outcome: 'unfinished', reason: expect.stringContaining('6 s') }]);
    expect(names().filter((name) => name === 'GetExperiment')).toHaveLength(4);
    expect(names().slice(-2)).toEqual(['StopExperiment', 'DeleteExperimentTemplate']);
  });

  test('one that FIS did not understand as a preview is stopped at once', async () => {
    const { fis, names } = scripted({ StartExperiment: () => ({ experiment: { id: 'EXP1' } }) });
    await expect(previewFaults(fis, planOf(1), { ...home, id: 'a', pause })).rejects.toMatchObject({
      name: 'NotSkipped',
    });
    expect(names()).toEqual([
      'CreateExperimentTemplate',
      'StartExperiment',
      'StopExperiment',
      'DeleteExperimentTemplate',
    ]);
  });

  test('a platform without a role that could inject asks FIS for nothing', async () => {
    const { fis, names } = scripted();
    const { faultRole: _, ...observing } = home;
    const { waves } = await previewFaults(fis, planOf(1), { ...observing, id: 'a', pause });
    expect(waves).toMatchObject([{ outcome: 'refused', reason: 'this platform has no role that could inject' }]);
    expect(names()).toEqual([]);
  });
});

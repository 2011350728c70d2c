/** Every action of the catalogue as a template, against botocore's model of FIS: moto would take anything. */
import { beforeAll, describe, expect, test } from 'vitest';
import { compileWave } from '../../adapters/aws/fis-template.ts';
import { catalogue } from '../../core/faults/catalogue.ts';
import { choosingOf } from '../../core/faults/choosing.ts';
import { compileParameters } from '../../core/faults/parameters.ts';
import { arnOf } from '../fixtures/catalogue.ts';
import { type ServiceModel, serviceModel } from './botocore-model.ts';
import { account } from './fleet.ts';
import { motoRegion } from './moto.ts';
import { ensureVirtualEnvironment } from './virtual-environment.ts';

let fis: ServiceModel;
const home = { account, region: motoRegion, faultRole: `arn:aws:iam::${account}:role/squall-faults` };

beforeAll(async () => {
  await ensureVirtualEnvironment();
  fis = serviceModel('fis');
});

function templateOf(definition: (typeof catalogue)[number], given: object, count: number) {
  const targets = Object.entries(definition.targets).map(([key, { type }]) => [
    key,
    Array.from({ length: count }, (_, n) => arnOf(type, n, home)),
  ]);
  return compileWave(
    {
      runId: 'run-1',
      experiment: 'shop',
      epoch: 1,
      wave: 1,
      provider: 'fis',
      token: 'run-1/1/fis',
      stopAlarms: ['shop-checkout-5xx'],
      actions: [
        {
          stepId: 'break',
          action: definition.id,
          parameters: compileParameters(definition, { ...given }),
          targets: Object.fromEntries(targets),
        },
      ],
    },
    home,
  ).template;
}

/** Of some types fewer are taken than of others, and of pods none by ARN or tag. */
const choosable = ({ id, targets }: (typeof catalogue)[number], count: number): boolean =>
  Object.keys(targets).every((key) => choosingOf(id, key, count).by !== 'nothing');

const ofFis = catalogue.filter(({ provider }) => provider === 'fis');

describe('a template is one that FIS describes', () => {
  test.each(ofFis.map((definition) => [definition.id, definition] as const))('%s', (_id, definition) => {
    for (const given of [definition.examples.minimal, definition.examples.maximal])
      for (const count of [1, 6].filter((each) => choosable(definition, each))) {
        const template = templateOf(definition, given, count);
        expect(fis.problemsOf('CreateExperimentTemplate', 'input', template)).toEqual([]);
        expect(template.actions!.break!.actionId).toBe(definition.id);
      }
  });

  test('and the model would notice', () => {
    const template = templateOf(catalogue[0]!, catalogue[0]!.examples.minimal, 1);
    const wrong = { ...template, actions: { break: { ...template.actions!.break, parameters: { duration: 5 } } } };
    expect(fis.problemsOf('CreateExperimentTemplate', 'input', wrong)).not.toEqual([]);
  });

  test('a document given by its name is sent by its ARN', () => {
    const command = catalogue.find(({ id }) => id === 'aws:ssm:send-command')!;
    expect(templateOf(command, command.examples.minimal, 1).actions!.break!.parameters).toMatchObject({
      documentArn: `arn:aws:ssm:${motoRegion}::document/AWSFIS-Run-CPU-Stress`,
      documentParameters: '{"DurationSeconds":"300"}',
    });
  });
});

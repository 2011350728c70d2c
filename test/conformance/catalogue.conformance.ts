/** Every action of the catalogue as a template, against botocore's model of FIS: moto would take anything. */
import { beforeAll, describe, expect, test } from 'vitest';
import { compileWave } from '../../adapters/aws/fis-template.ts';
import { catalogue } from '../../core/faults/catalogue.ts';
import { compileParameters } from '../../core/faults/parameters.ts';
import { fullest, least } from '../fixtures/catalogue.ts';
import { type ServiceModel, serviceModel } from './botocore-model.ts';
import { account } from './fleet.ts';
import { motoRegion } from './moto.ts';
import { ensureVirtualEnvironment } from './virtual-environment.ts';

let fis: ServiceModel;
const home = { account, region: motoRegion, faultRole: `arn:aws:iam::${account}:role/squall-faults` };
const arnOf: Readonly<Record<string, (n: number) => string>> = {
  'ec2:instance': (n) => `arn:aws:ec2:${motoRegion}:${account}:instance/i-${n}`,
  'ec2:subnet': (n) => `arn:aws:ec2:${motoRegion}:${account}:subnet/subnet-${n}`,
  'ec2:autoscaling-group': (n) =>
    `arn:aws:autoscaling:${motoRegion}:${account}:autoScalingGroup:8f0b5e1c-0000-4000-8000-00000000000${n}:autoScalingGroupName/web`,
  'lambda:function': (n) => `arn:aws:lambda:${motoRegion}:${account}:function:worker-${n}`,
  'rds:cluster': (n) => `arn:aws:rds:${motoRegion}:${account}:cluster:orders-${n}`,
  'rds:db': (n) => `arn:aws:rds:${motoRegion}:${account}:db:orders-${n}`,
};

beforeAll(async () => {
  await ensureVirtualEnvironment();
  fis = serviceModel('fis');
});

function templateOf(definition: (typeof catalogue)[number], given: object, count: number) {
  const targets = Object.entries(definition.targets).map(([key, type]) => {
    const arn = arnOf[type];
    if (!arn) throw new Error(`no ARN of type ${type} is written here`);
    return [key, Array.from({ length: count }, (_, n) => arn(n))];
  });
  return compileWave(
    {
      runId: 'run-1',
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

describe('a template is one that FIS describes', () => {
  test.each(catalogue.map((definition) => [definition.id, definition] as const))('%s', (_id, definition) => {
    for (const given of [least(definition), fullest(definition)])
      for (const count of [1, 6]) {
        const template = templateOf(definition, given, count);
        expect(fis.problemsOf('CreateExperimentTemplate', 'input', template)).toEqual([]);
        expect(template.actions!.break!.actionId).toBe(definition.id);
      }
  });

  test('and the model would notice', () => {
    const template = templateOf(catalogue[0]!, least(catalogue[0]!), 1);
    const wrong = { ...template, actions: { break: { ...template.actions!.break, parameters: { duration: 5 } } } };
    expect(fis.problemsOf('CreateExperimentTemplate', 'input', wrong)).not.toEqual([]);
  });

  test('a document given by its name is sent by its ARN', () => {
    const command = catalogue.find(({ id }) => id === 'aws:ssm:send-command')!;
    expect(templateOf(command, least(command), 1).actions!.break!.parameters).toMatchObject({
      documentArn: `arn:aws:ssm:${motoRegion}::document/AWSFIS-Run-Network-Packet-Loss`,
      documentParameters: '{"DurationSeconds":"300"}',
    });
  });
});

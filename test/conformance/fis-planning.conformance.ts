/** What is asked of FIS before anything is broken: templates that others made, and a plan shown with every action skipped. */
import {
  CreateExperimentTemplateCommand,
  FisClient,
  GetExperimentCommand,
  GetExperimentTemplateCommand,
  ListExperimentsCommand,
  ListExperimentTemplatesCommand,
} from '@aws-sdk/client-fis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { awsFaults, type FaultsHere } from '../../adapters/aws/faults.ts';
import { previewFaults } from '../../adapters/aws/fis-preview.ts';
import { awsMarks } from '../../adapters/aws/marks.ts';
import { awsResources } from '../../adapters/aws/resources.ts';
import type { Experiment } from '../../core/experiment/schema/experiment.ts';
import { makePlan } from '../../core/plan/make-plan.ts';
import { toldNothing } from '../../core/platform/settings.ts';
import type { Faults } from '../../core/ports/faults.ts';
import type { Resources } from '../../core/ports/resources.ts';
import { definition } from '../unit/core/lifecycle/definition.ts';
import { type FisStub, startFisStub } from './fis-stub.ts';
import { account, buildFleet, type FleetClients, fleetClients, settings } from './fleet.ts';
import { type Moto, motoRegion, startMoto } from './moto.ts';

let moto: Moto;
let stub: FisStub;
let clients: FleetClients;
let fis: FisClient;
let resources: Resources;
let faults: FaultsHere;
const home = { account, region: motoRegion, faultRole: `arn:aws:iam::${account}:role/squall-faults` };
const pause = async () => {};
const never = async (): Promise<never> => Promise.reject(new Error('only drills ask'));
const notAsked = { records: never, certificates: never, secrets: never, arriving: never, quotas: never, ahead: never };

// One fleet for all: the template of others breaks the orders, and previews look at the web.
beforeAll(async () => {
  moto = await startMoto();
  stub = await startFisStub(moto.endpoint, Date.UTC(2026, 2, 3, 9, 30));
  clients = fleetClients(moto.endpoint);
  await buildFleet(clients, 7);
  fis = new FisClient(settings(stub.endpoint));
  resources = awsResources(clients, motoRegion, { now: stub.now });
  faults = awsFaults({ fis, marks: awsMarks(clients.tagging, resources) }, home);
});
afterAll(async () => {
  await stub.stop();
  await moto.stop();
});

const instances = (Service: string) => resources.resolve({ type: 'ec2:instance', where: { tags: { Service } } });
async function ourTemplates() {
  const { experimentTemplates = [] } = await fis.send(new ListExperimentTemplatesCommand({}));
  return experimentTemplates.filter(({ tags }) => tags?.['squall:run']?.startsWith('preview-'));
}
async function planOf(over: Partial<Experiment>, template: Faults['template'] = faults.template) {
  const made = await makePlan(
    { definition: { ...definition, ...over }, definitionHash: 'hash', parameters: {}, seed: 7 },
    {
      stage: { environment: 'staging', platform: 'aws', functionTimeout: 30_000, settings: toldNothing },
      clock: { now: stub.now },
      runs: { list: async () => [] },
      promotions: { of: async () => [] },
      resources,
      standby: notAsked,
      faults: { template },
      metrics: {
        series: async () => [],
        alarms: async () => [],
        http: async () => ({ failed: 'not asked' }),
        beat: async () => ({ written: false }),
        async endBeat() {},
      },
    },
  );
  if (!made.ok) throw new Error(made.refusal.why);
  return made.plan;
}

test('a template of others is read, planned to ARNs, injected as one of ours and never started itself', async () => {
  const { experimentTemplate } = await fis.send(
    new CreateExperimentTemplateCommand({
      clientToken: 'theirs',
      description: 'a third of the orders',
      roleArn: `arn:aws:iam::${account}:role/theirs`,
      stopConditions: [
        { source: 'aws:cloudwatch:alarm', value: `arn:aws:cloudwatch:${motoRegion}:${account}:alarm:guard` },
      ],
      targets: {
        members: {
          resourceType: 'aws:ec2:instance',
          resourceTags: { Service: 'orders' },
          filters: [{ path: 'State.Name', values: ['running'] }],
          selectionMode: 'PERCENT(34)',
        },
      },
      actions: {
        stop: {
          actionId: 'aws:ec2:stop-instances',
          parameters: { startInstancesAfterDuration: 'PT2M' },
          targets: { Instances: 'members' },
        },
        settle: { actionId: 'aws:fis:wait', parameters: { duration: 'PT1M' }, startAfter: ['stop'] },
      },
    }),
  );
  const id = experimentTemplate!.id!;
  expect(await faults.template(id)).toMatchObject({
    found: true,
    template: {
      id,
      stopAlarms: ['guard'],
      targets: { members: { selection: 'PERCENT(34)', tags: { Service: 'orders' } } },
      actions: { settle: { after: ['stop'] }, stop: { action: 'aws:ec2:stop-instances' } },
    },
  });
  expect(await faults.template('EXT0gone')).toEqual({
    found: false,
    why: `it does not exist in account ${account} and Region ${motoRegion}`,
  });

  // moto's ids are not as FIS writes them.
  const steps = [{ id: 'third', fisTemplate: 'EXTtheirs' }];
  const plan = await planOf({ targets: {}, steps }, () => faults.template(id));
  const [first, second] = plan.steps;
  expect([first!.id, first!.wave, second!.id, second!.wave]).toEqual(['third-stop', 1, 'third-settle', 2]);
  expect(first!.targets.Instances).toHaveLength(2);
  const { action, parameters, targets } = first!;
  await faults.start({
    runId: 'run-1',
    experiment: 'shop',
    epoch: 1,
    wave: 1,
    provider: 'fis',
    token: 'run-1/1/fis',
    actions: [{ stepId: first!.id, action, parameters, targets }],
    stopAlarms: ['guard'],
  });
  const stopped = (await instances('orders')).filter(({ healthy }) => !healthy).map((each) => each.id);
  expect(stopped).toEqual(first!.targets.Instances);
  const { experiments = [] } = await fis.send(new ListExperimentsCommand({}));
  expect(experiments.map(({ experimentTemplateId }) => experimentTemplateId)).not.toContain(id);
  expect(await fis.send(new GetExperimentTemplateCommand({ id }))).toMatchObject({ experimentTemplate: { id } });
});

const all: Partial<Experiment> = {
  blastRadius: { preset: 'full' },
  targets: { web: { type: 'ec2:instance', where: { tags: { Service: 'web' } } } },
};

test('a preview resolves every target, and touches nothing: no instance, no tag, no template is left', async () => {
  const before = await instances('web');
  const plan = await planOf(all);
  const planned = before.map(({ id }) => id);
  expect(planned).toHaveLength(7);
  expect(await previewFaults(fis, plan, { ...home, id: 'a', pause })).toEqual({
    same: true,
    waves: [
      {
        wave: 1,
        outcome: 'resolved',
        steps: [{ stepId: 'stop', planned, resolved: planned, missing: [], unplanned: [] }],
      },
    ],
  });
  expect(await instances('web')).toEqual(before);
  expect(await ourTemplates()).toEqual([]);
  const { experiments = [] } = await fis.send(new ListExperimentsCommand({}));
  const [shown, ...others] = experiments.filter(({ tags }) => tags?.['squall:run'] === 'preview-a');
  expect(others).toEqual([]);
  const { experiment } = await fis.send(new GetExperimentCommand({ id: shown!.id! }));
  expect(experiment).toMatchObject({
    experimentOptions: { actionsMode: 'skip-all' },
    tags: { 'squall:run': 'preview-a' },
  });
});

test('what FIS does not take, it says why', async () => {
  const plan = await planOf(all);
  const steps = plan.steps.map((step) => ({ ...step, parameters: { startInstancesAfterDuration: 'PT13H' } }));
  const { same, waves } = await previewFaults(fis, { ...plan, steps }, { ...home, id: 'b', pause });
  expect([same, waves]).toMatchObject([
    false,
    [{ outcome: 'refused', reason: expect.stringContaining('PT13H'), steps: [] }],
  ]);
  expect(await ourTemplates()).toEqual([]);
});

/** Faults over the wire: FIS as moto has it, with time and effects by the stub. */

import { FisClient, ListExperimentTemplatesCommand } from '@aws-sdk/client-fis';
import { GetResourcesCommand, ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { awsFaults } from '../../adapters/aws/faults.ts';
import { awsMarks, type Marks } from '../../adapters/aws/marks.ts';
import { awsResources } from '../../adapters/aws/resources.ts';
import { awsStartStopped } from '../../adapters/aws/stopped-instances.ts';
import type { Injection } from '../../core/ports/faults.ts';
import { faultsContract } from '../contract/faults.contract.ts';
import { type FisStub, startFisStub } from './fis-stub.ts';
import { account, buildFleet, fleetClients, settings } from './fleet.ts';
import { type Moto, motoRegion, startMoto } from './moto.ts';

let moto: Moto;
let stub: FisStub;
const begins = Date.UTC(2026, 2, 3, 9, 30);
const home = { account, region: motoRegion, faultRole: `arn:aws:iam::${account}:role/squall-faults` };

beforeAll(async () => {
  moto = await startMoto();
});
afterAll(() => moto.stop());

async function subject() {
  await moto.reset();
  stub = await startFisStub(moto.endpoint, begins);
  const clients = fleetClients(moto.endpoint);
  await buildFleet(clients, 6);
  const resources = awsResources(clients, motoRegion, { now: () => stub.now() });
  const tagging = new ResourceGroupsTaggingAPIClient(settings(moto.endpoint));
  const fis = new FisClient(settings(stub.endpoint));
  const untidy: unknown[] = [];
  const parts = {
    fis,
    marks: awsMarks(tagging, resources),
    startStopped: awsStartStopped(clients.ec2),
    untidy: (error: unknown) => untidy.push(error),
  };
  const faults = awsFaults(parts, home);
  const templates = async () => (await fis.send(new ListExperimentTemplatesCommand({}))).experimentTemplates ?? [];
  const marked = async () => {
    const asked = { TagFilters: [{ Key: 'squall:chosen-1-0' }] };
    return (await tagging.send(new GetResourcesCommand(asked))).ResourceTagMappingList ?? [];
  };
  const web = await resources.resolve({ type: 'ec2:instance', where: { tags: { Service: 'web' } } });
  return { parts, faults, resources, web, templates, marked, untidy };
}

const injectionOn = (ids: readonly string[], parameters: Injection['actions'][0]['parameters']): Injection => ({
  runId: 'run-1',
  experiment: 'shop',
  epoch: 1,
  wave: 1,
  provider: 'fis',
  token: 'run-1/1/fis',
  actions: [{ stepId: 'power', action: 'aws:ec2:stop-instances', parameters, targets: { Instances: ids } }],
  stopAlarms: ['shop-checkout-5xx'],
});
const bounded = { startInstancesAfterDuration: 'PT2M', completeIfInstancesTerminated: 'true' };
const reference = { runId: 'run-1', wave: 1, provider: 'fis', token: 'run-1/1/fis' } as const;

describe('FIS', () => {
  let now: Awaited<ReturnType<typeof subject>>;
  afterAll(() => stub.stop());

  faultsContract('AWS FIS', async () => {
    if (stub) await stub.stop();
    now = await subject();
    const { faults, resources, web } = now;
    const ids = web.slice(0, 2).map(({ id }) => id);
    return {
      faults,
      bounded: injectionOn(ids, bounded),
      bound: 120_000,
      unbounded: injectionOn(ids, {}),
      refused: injectionOn(ids, { startInstancesAfterDuration: 'PT13H' }),
      snapshots: ({ actions }) => resources.snapshot(actions.flatMap(({ targets }) => Object.values(targets).flat())),
      pass: (millis) => stub.pass(millis),
    };
  });

  describe('beside the contract', () => {
    beforeEach(async () => {
      if (stub) await stub.stop();
      now = await subject();
    });

    test('more targets than FIS takes by ARN are marked for the run, hit exactly, and cleared of the mark', async () => {
      const { faults, web, marked, templates, untidy } = now;
      const ids = web.map(({ id }) => id);
      expect(ids).toHaveLength(6);
      await faults.start(injectionOn(ids, bounded));
      const running = await faults.observe(reference);
      expect(running).toMatchObject({ state: 'running', actions: [{ stepId: 'power', targets: ids }] });
      expect((await marked()).map(({ ResourceARN }) => ResourceARN).sort()).toEqual(ids);
      expect(await templates()).toHaveLength(1);
      await stub.pass(180_000);
      expect(await faults.observe(reference)).toMatchObject({ state: 'completed', actions: [{ targets: ids }] });
      expect([await marked(), await templates(), untidy]).toEqual([[], [], []]);
    });

    test('stopped, its template is gone; the same token again is still the same experiment', async () => {
      const { faults, web, templates } = now;
      const injection = injectionOn([web[0]!.id], bounded);
      const first = await faults.start(injection);
      await faults.stop(reference, 'enough');
      await stub.pass(60_000);
      expect(await faults.observe(reference)).toMatchObject({ state: 'stopped' });
      expect(await templates()).toEqual([]);
      expect(await faults.start(injection)).toEqual(first);
      expect(await faults.observe(reference)).toMatchObject({ state: 'stopped' });
    });

    test('a look that finds nothing withdraws the template, so that a start under way cannot land after it', async () => {
      const { parts, faults, web, marked, templates } = now;
      const ids = web.map(({ id }) => id);
      const put: Marks['put'] = async (...mark) => {
        await parts.marks.put(...mark);
        expect(await faults.observe(reference)).toEqual({ state: 'absent', actions: [] });
      };
      const late = awsFaults({ ...parts, marks: { ...parts.marks, put } }, home);
      await expect(late.start(injectionOn(ids, bounded))).rejects.toMatchObject({ name: 'FaultRefused' });
      expect(await faults.observe(reference)).toMatchObject({ state: 'absent' });
      expect([await marked(), await templates()]).toEqual([[], []]);
      expect((await now.resources.snapshot(ids)).map(({ state }) => state.state)).toEqual(ids.map(() => 'running'));
    });

    test('what is outside the account is refused before any call', async () => {
      const { faults, web, templates } = now;
      const elsewhere = web[0]!.id.replace(account, '999988887777');
      await expect(faults.start(injectionOn([elsewhere], bounded))).rejects.toMatchObject({ name: 'FaultRefused' });
      expect(await templates()).toEqual([]);
    });
  });
});

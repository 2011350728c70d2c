import { expect, it } from 'vitest';
import type { RemotePlatform } from '../../../../../apps/aws/platform.ts';
import { given, prepareInAws } from '../../../../../apps/cli/run/preparation-in-aws.ts';
import { readExperiment } from '../../../../../apps/documents/read.ts';
import { definitionHash } from '../../../../../core/plan/definition-hash.ts';
import { placedIn } from '../../../../../core/rollout/placed.ts';

const file = 'templates/rollouts/cpu-stress/experiment.yaml';
const read = readExperiment(file);
if ('problems' in read) throw new Error('the template has problems');
const { experiment } = read;

const deployedAs = (stage: string) => {
  const placed = placedIn(experiment, 'production')!;
  const stored = { hash: definitionHash(placed), experiment: placed };
  return { deployment: { stage }, definition: async () => stored } as unknown as RemotePlatform;
};

it('holds a file against what is deployed as it stands in the stage of the deployment', async () => {
  const options = { seed: 7, rolloutStage: 4 };
  const prepared = await prepareInAws(given(file), options, deployedAs('production'));
  expect(prepared).toMatchObject({ experiment: { environment: 'production' }, deployed: { same: true }, stage: 4 });
  expect(prepared.definitionHash).toBe(definitionHash(experiment));
});

it('leaves a file as it is where its rollout does not name the stage', async () => {
  const prepared = await prepareInAws(given(file), { seed: 7 }, deployedAs('elsewhere'));
  expect(prepared).toMatchObject({ experiment: { environment: 'dev' }, deployed: { same: false } });
  expect(prepared.stage).toBeUndefined();
});

import { expect, it } from 'vitest';
import { prepare } from '../../../../../apps/cli/run/preparation.ts';
import { definitionHash } from '../../../../../core/plan/definition-hash.ts';

const file = 'templates/rollouts/cpu-stress/experiment.yaml';

it('rehearses a stage of a rollout on the world of the file, which plays its environment', () => {
  const asWritten = prepare(file, { seed: 1 });
  expect([asWritten.experiment.environment, asWritten.world.environment]).toEqual(['dev', 'staging']);
  const { experiment, world, stage } = prepare(file, { seed: 1, environment: 'production', rolloutStage: 3 });
  expect([experiment.environment, world.environment, stage]).toEqual(['production', 'production', 3]);
  expect(definitionHash(experiment)).toBe(definitionHash(asWritten.experiment));
  expect(world).toEqual({ ...asWritten.world, environment: 'production' });
});

it('says for which environments the experiment is', () => {
  expect(() => prepare(file, { environment: 'prod' })).toThrow(
    '--environment says prod, and the experiment is for dev, staging, production: name one of those, or add a stage to its rollout',
  );
});

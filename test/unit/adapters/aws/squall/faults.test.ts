import { expect, test } from 'vitest';
import { squallFaults } from '../../../../../adapters/aws/squall/faults.ts';
import type { Place } from '../../../../../adapters/aws/squall/own-fault.ts';
import type { FaultAction, FaultReference, Injection } from '../../../../../core/ports/faults.ts';

const place: Place = {
  account: '123456789012',
  region: 'eu-central-1',
  stage: 'test',
  client: () => {
    throw new Error('nothing is to be asked of AWS');
  },
};
const action = (stepId: string): FaultAction => ({ stepId, action: 'squall:no:such', parameters: {}, targets: {} });
const injection = (...actions: FaultAction[]): Injection => ({
  runId: 'run-1',
  experiment: 'shop',
  epoch: 1,
  wave: 1,
  provider: 'squall',
  token: 'run-1/1/squall/a',
  actions,
  stopAlarms: [],
});
const reference: FaultReference = { runId: 'run-1', wave: 1, provider: 'squall', token: 'run-1/1/squall/a' };

test('an action that this version does not have is refused by name, before anything is asked of AWS', async () => {
  const { start } = squallFaults(place);
  await expect(start(injection(action('a')))).rejects.toMatchObject({
    name: 'FaultRefused',
    message: 'this version has no squall:no:such on AWS',
  });
});

test('each is started alone, so that each is found and stopped by its own token', async () => {
  const { start } = squallFaults(place);
  await expect(start(injection(action('a'), action('b')))).rejects.toMatchObject({ name: 'FaultRefused' });
  await expect(start(injection())).rejects.toMatchObject({ name: 'FaultRefused' });
});

test('what cannot be looked at is never called absent or stopped', async () => {
  const { observe, stop } = squallFaults(place);
  await expect(observe(reference)).rejects.toMatchObject({ name: 'OwnFaultUnknown' });
  await expect(stop(reference, 'enough')).rejects.toMatchObject({ name: 'OwnFaultUnknown' });
  const own = { ...action('a'), intendedAt: 0, before: [] };
  await expect(observe({ ...reference, own })).rejects.toMatchObject({
    name: 'OwnFaultUnknown',
    message: 'this version knows no action squall:no:such of its own',
  });
});

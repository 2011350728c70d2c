import { expect, expectTypeOf, test } from 'vitest';
import type { Deployment } from '../../../adapters/aws/deployment.ts';
import { type Environment, parseEnvironment, variablesOf } from '../../../lambdas/runtime/environment.ts';
import { sampleEnvironment } from './sample-environment.ts';

test('what CDK sets is what the function finds', () => {
  expect(parseEnvironment(variablesOf(sampleEnvironment))).toEqual(sampleEnvironment);
  const promotionTrust = [{ environment: 'dev', key: `SHA256:${'a'.repeat(64)}` }];
  const trusting = { ...sampleEnvironment, promotionTrust, promotionsValidFor: 7_776_000_000 };
  expect(parseEnvironment(variablesOf(trusting))).toEqual(trusting);
  const { faultRole: _, ...observing } = { ...sampleEnvironment, profile: 'observe' } satisfies Environment;
  expect(parseEnvironment(variablesOf(observing))).toEqual(observing);
});

test('variables are named after their fields, and a text that looks like a number stays text', () => {
  expect(variablesOf(sampleEnvironment)).toMatchObject({
    SQUALL_HISTORY_TABLE: 'squall-staging-history',
    SQUALL_ACCOUNT: '111122223333',
    SQUALL_FUNCTION_TIMEOUT: '30000',
    SQUALL_INCIDENT_SOURCE: '"none"',
  });
});

test('what is missing or wrong is named, and values are not shown', () => {
  const { SQUALL_HISTORY_TABLE: _, ...rest } = variablesOf(sampleEnvironment);
  const wrong = { ...rest, SQUALL_NOTICES_TOPIC: 's3cret', SQUALL_INCIDENT_SOURCE: 'none such' };
  expect(() => parseEnvironment(wrong)).toThrow(/SQUALL_HISTORY_TABLE.*SQUALL_NOTICES_TOPIC.*SQUALL_INCIDENT_SOURCE/);
  expect(() => parseEnvironment(wrong)).not.toThrow(/s3cret/);
  expect(() => parseEnvironment({})).toThrow(expect.objectContaining({ name: 'InvalidEnvironment' }));
});

test('what a function is told is what the ports ask of a deployment (held by the type check)', () => {
  expectTypeOf<Environment>().toExtend<Deployment>();
  expectTypeOf<Omit<Environment, 'historyTable'>>().not.toExtend<Deployment>();
});

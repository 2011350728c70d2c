import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { expect, test } from 'vitest';
import { secretState } from '../../../../../adapters/aws/standby/secrets.ts';

const copy = { PrimaryRegion: 'eu-central-1', VersionIdsToStages: { v1: ['AWSCURRENT'] } };
const stateOf = (at: Readonly<Record<string, object>>) =>
  secretState('pay/db', 'eu-west-1', (region) => ({ send: async () => at[region] }) as unknown as SecretsManagerClient);
const copied = (...ReplicationStatus: readonly object[]) =>
  stateOf({ 'eu-west-1': copy, 'eu-central-1': { ...copy, ReplicationStatus } });

test('a copy that is in sync, or that nobody copies any more, is there', async () => {
  const other = { Region: 'us-east-1', Status: 'Failed' };
  expect(await copied(other, { Region: 'eu-west-1', Status: 'InSync' })).toEqual({ state: 'present' });
  expect(await copied(other)).toEqual({ state: 'present' });
});

test('one that is not copied cannot be used, and why is said', async () => {
  expect(await copied({ Region: 'eu-west-1', Status: 'Failed', StatusMessage: 'the key is disabled' })).toEqual({
    state: 'unusable',
    why: 'what eu-central-1 has of it is not copied there (Failed: the key is disabled)',
  });
  expect(await copied({ Region: 'eu-west-1', Status: 'InProgress' })).toMatchObject({ state: 'unusable' });
});

test('one without a current version cannot be used', async () => {
  expect(await stateOf({ 'eu-west-1': { VersionIdsToStages: { v1: ['AWSPENDING'] } } })).toEqual({
    state: 'unusable',
    why: 'it has no current version',
  });
});

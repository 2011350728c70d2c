/** What three services say of a member, as one word: ill is enough, and who cannot tell is never passed over. */
import { expect, test } from 'vitest';
import { healthOf } from '../../../../adapters/aws/member-health.ts';
import { notKnown } from '../../../../core/conformity/known.ts';

type Given = Parameters<typeof healthOf>;
const memberAs = (changes: object = {}): Given[0] =>
  ({ InstanceId: 'i-1', LifecycleState: 'InService', HealthStatus: 'Healthy', ...changes }) as Given[0];
const member = memberAs();
const passing = {
  InstanceState: { Name: 'running' },
  InstanceStatus: { Status: 'ok' },
  SystemStatus: { Status: 'ok' },
} as const;
const group = (state: string, reason = '') => ({ name: 'web', states: new Map([['i-1', { state, reason }]]) });
const since = new Date('2026-03-03T09:00:00Z');

test.each<[string, string, Given]>([
  ['in service, and every check passes', 'sound', [member, passing, [group('healthy')]]],
  ['behind no load balancer', 'sound', [member, passing, []]],
  ['failing its load balancer', 'ill', [member, passing, [group('healthy'), group('unhealthy')]]],
  ['not checked yet', 'starting', [member, passing, [group('initial')]]],
  ['checks that are off', 'sound', [member, passing, [group('unavailable')]]],
  ['taken out of its target group', 'aside', [member, passing, [{ name: 'web', states: new Map() }]]],
  ['a load balancer that cannot be asked', 'unknown', [member, passing, [{ name: 'web', states: notKnown('denied') }]]],
  [
    'ill at one, and another cannot be asked',
    'ill',
    [member, passing, [{ name: 'a', states: notKnown('denied') }, group('unhealthy')]],
  ],
  ['a state that nobody knows', 'unknown', [member, passing, [group('novel')]]],
  ['EC2 cannot be asked', 'unknown', [member, notKnown('denied'), [group('healthy')]]],
  ['EC2 does not know it', 'unknown', [member, undefined, [group('healthy')]]],
  [
    'checks of EC2 without data',
    'unknown',
    [member, { ...passing, SystemStatus: { Status: 'insufficient-data' } }, [group('healthy')]],
  ],
  ['starting, by EC2', 'starting', [member, { ...passing, InstanceStatus: { Status: 'initializing' } }, []]],
  ['stopped, which its group sees', 'leaving', [member, { ...passing, InstanceState: { Name: 'stopped' } }, []]],
  ['told to be ill already', 'leaving', [memberAs({ HealthStatus: 'Unhealthy' }), passing, []]],
  ['being terminated', 'leaving', [memberAs({ LifecycleState: 'Terminating:Wait' }), passing, []]],
  ['launching', 'starting', [memberAs({ LifecycleState: 'Pending' }), passing, []]],
  ['put on standby', 'aside', [memberAs({ LifecycleState: 'Standby' }), passing, []]],
])('%s: %s', (_what, is, given) => {
  expect(healthOf(...given).is).toBe(is);
});

test('EC2 says since when it is impaired', () => {
  const impaired = { Status: 'impaired' as const, Details: [{ ImpairedSince: since }] };
  expect(healthOf(member, { ...passing, SystemStatus: impaired }, [])).toEqual({
    is: 'ill',
    check: 'the system check of EC2',
    since: since.getTime(),
  });
});

import { expect, test } from 'vitest';
import { choosingOf, findsByTag } from '../../../../core/faults/choosing.ts';
import { mostByArn, targetQuotas } from '../../../../core/faults/target-quotas.ts';

test('every quota has a code of its own, as Service Quotas writes them', () => {
  const codes = Object.values(targetQuotas);
  expect(new Set(codes).size).toBe(codes.length);
  for (const [action, code] of Object.entries(targetQuotas)) {
    expect(action).toMatch(/^aws:[a-z0-9]+:[a-z-]+$/);
    expect(code).toMatch(/^L-[0-9A-F]{8}$/);
  }
});

test('what counts as found by a tag is what the template has found by one', () => {
  const stop = (count: number) => choosingOf('aws:ec2:stop-instances', 'Instances', count).by;
  expect([stop(mostByArn), stop(mostByArn + 1)]).toEqual(['arns', 'tag']);
});

test('of what cannot be tagged for a run, FIS finds none by a tag, and of the rest it does', () => {
  const known = Object.keys(targetQuotas).filter(findsByTag);
  for (const none of ['s3:bucket-pause-replication', 'eks:pod-delete', 'ec2:asg-insufficient-instance-capacity-error'])
    expect(findsByTag(`aws:${none}`), none).toBe(false);
  for (const some of ['ebs:pause-volume-io', 'ecs:stop-task', 'kinesis:stream-expired-iterator-exception'])
    expect(known).toContain(`aws:${some}`);
  // Judged by Service Quotas, which knows none for it.
  expect(findsByTag('aws:new:action')).toBe(true);
});

import { expect, test } from 'vitest';
import { choosingOf } from '../../../../core/faults/choosing.ts';
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

import { expect, test } from 'vitest';
import { quotaText } from '../../../../../apps/cli/screen/quotas.ts';
import { plan } from '../../../../fixtures/decisions/question.ts';

const [step] = plan().steps;
const hitting = (targets: number, over: object = {}) => ({
  ...step!,
  targets: { Instances: Array.from({ length: targets }, (_, i) => `i-${i}`) },
  ...over,
});

test('what FIS takes, and of what the account must be let have more than five', () => {
  expect(quotaText({ steps: [hitting(5), hitting(2, { wave: 2 })] })).toBe(
    '1 action at once of 10; no more targets than AWS allows unasked',
  );
  expect(quotaText({ steps: [hitting(6), hitting(9), hitting(7, { action: 'aws:ssm:send-command' })] })).toBe(
    `3 actions at once of 10; 9 targets of ${step!.action}, if the quota of its account goes that far; 7 targets of aws:ssm:send-command, if the quota of its account goes that far`,
  );
  expect(quotaText({ steps: [hitting(50, { provider: 'squall' })] })).toContain('0 actions');
});

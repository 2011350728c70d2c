import { expect, test } from 'vitest';
import { namesOfAlarm } from '../../../lambdas/triggers/events.ts';

const home = { account: '111122223333', region: 'eu-west-1' };
const arn = (account: string, region: string) => `arn:aws:cloudwatch:${region}:${account}:alarm:shop-5xx`;
const change = (where: { account?: string; region?: string }) => ({
  ...where,
  resources: [arn(where.account ?? home.account, where.region ?? home.region)],
  detail: { alarmName: 'shop-5xx', state: { value: 'ALARM', timestamp: '2026-03-03T09:30:00Z' } },
});

test('an alarm of the platform’s own place goes by its name and its ARN', () => {
  expect(namesOfAlarm(change({}), home)).toEqual(['shop-5xx', arn(home.account, home.region)]);
  expect(namesOfAlarm(change(home), home)).toEqual(['shop-5xx', arn(home.account, home.region)]);
});

test.each([
  { region: 'eu-central-1' },
  { account: '444455556666' },
  { account: '444455556666', region: 'eu-central-1' },
])('one of the same name elsewhere is another, and ends no run that means ours: %o', (where) => {
  const there = { ...home, ...where };
  expect(namesOfAlarm(change(there), home)).toEqual([arn(there.account, there.region)]);
});

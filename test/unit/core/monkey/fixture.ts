/** A monkey to plan with, and groups of any size. */
import type { Group, Member } from '../../../../core/monkey/group.ts';
import type { MonkeyDefinition } from '../../../../core/monkey/schema/monkey.ts';
import { optInTag } from '../../../../core/targets/opt-in-tag.ts';

export const account = '123456789012';
export const region = 'eu-central-1';

export const monkeyWith = (over: Partial<MonkeyDefinition> = {}): MonkeyDefinition => ({
  apiVersion: 'squall/v1',
  kind: 'Monkey',
  metadata: { name: 'chaos-monkey', title: 'Chaos Monkey', owner: 'sre', service: 'shop' },
  environment: 'staging',
  groups: [{ by: 'auto-scaling-group' }],
  chance: { meanWorkdaysBetweenKills: 5 },
  heal: { within: 'PT10M' },
  guardrails: {
    stopAlarms: ['shop-5xx'],
    windows: [{ days: 'MON-FRI', from: '09:00', to: '15:00', timeZone: 'Europe/Berlin' }],
  },
  ...over,
});

export const memberOf = (group: string, n: number, over: Partial<Member> = {}): Member => {
  const name = `i-${group}-${n}`;
  const zone = `euc1-az${(n % 3) + 1}`;
  const tags = { [optInTag]: 'true', 'aws:autoscaling:groupName': group };
  return { id: `arn:aws:ec2:${region}:${account}:instance/${name}`, name, region, zone, tags, healthy: true, ...over };
};

export const groupOf = (name: string, members: number | readonly Member[] = 6, over: Partial<Group> = {}): Group => ({
  id: `auto-scaling-group/${account}/${region}/${name}`,
  by: 'auto-scaling-group',
  name,
  account,
  region,
  type: 'ec2:instance',
  tags: { 'aws:autoscaling:groupName': name },
  grouping: 0,
  members: typeof members === 'number' ? Array.from({ length: members }, (_, n) => memberOf(name, n)) : members,
  ...over,
});

export const groups = (count: number, members = 6): readonly Group[] =>
  Array.from({ length: count }, (_, n) => groupOf(`web-${n}`, members));

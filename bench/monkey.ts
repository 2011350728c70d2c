/** A monkey's day over many groups, and how its cost grows with them. */
import { performance } from 'node:perf_hooks';
import type { Group } from '../core/monkey/group.ts';
import { planDay } from '../core/monkey/plan-day.ts';
import type { MonkeyDefinition } from '../core/monkey/schema/monkey.ts';

const account = '111122223333';
const region = 'eu-central-1';
const definition: MonkeyDefinition = {
  apiVersion: 'squall/v1',
  kind: 'Monkey',
  metadata: { name: 'chaos-monkey', title: 'Chaos Monkey', owner: 'sre', service: 'shop' },
  environment: 'staging',
  groups: [{ by: 'auto-scaling-group' }],
  chance: { meanWorkdaysBetweenKills: 5 },
  zones: 'alternate',
  heal: { within: 'PT10M' },
  guardrails: {
    stopAlarms: ['shop-5xx'],
    windows: [{ days: 'MON-FRI', from: '09:00', to: '15:00', timeZone: 'Europe/Berlin' }],
  },
};
const tags = { 'resilience:fis-enabled': 'true' };

const groupsOf = (count: number, members: number): readonly Group[] =>
  Array.from({ length: count }, (_, n) => ({
    id: `auto-scaling-group/${account}/${region}/web-${n}`,
    by: 'auto-scaling-group',
    name: `web-${n}`,
    account,
    region,
    type: 'ec2:instance',
    tags: { 'aws:autoscaling:groupName': `web-${n}` },
    grouping: 0,
    members: Array.from({ length: members }, (_, m) => ({
      id: `arn:aws:ec2:${region}:${account}:instance/i-${(n * members + m).toString(16).padStart(17, '0')}`,
      name: `i-${n}-${m}`,
      region,
      zone: `euc1-az${(m % 3) + 1}`,
      tags,
      healthy: true,
    })),
  }));

/** Medians of nine days, in milliseconds of wall time. */
export async function run(): Promise<{ name: string; figure: string; aim?: string; note?: string }[]> {
  const most = groupsOf(10_000, 100);
  const history = most.map(({ id }, n) => ({
    group: id,
    date: `2026-10-${(n % 28) + 1}`,
    zone: `euc1-az${(n % 3) + 1}`,
  }));
  const day = (groups: readonly Group[]) =>
    median((n) =>
      planDay({
        definition,
        date: `2026-11-${10 + n}`,
        seed: n,
        groups,
        history: history.slice(0, groups.length),
        now: 0,
      }),
    );
  const [tenth, whole] = [day(most.slice(0, 1_000)), day(most)];
  return [
    { name: 'a day of 1,000 groups of 100', figure: `${tenth.toFixed(1)} ms` },
    {
      name: 'a day of 10,000 groups of 100',
      figure: `${whole.toFixed(0)} ms`,
      aim: '≤500 ms',
      note: `${(whole / tenth).toFixed(1)} times that of a tenth`,
    },
  ];
}

/** Weekdays of November among them are drawn, the rest closed: those are left out. */
function median(work: (n: number) => { readonly closed?: unknown }): number {
  const times: number[] = [];
  for (let n = 0; n < 14; n++) {
    const from = performance.now();
    if (work(n).closed === undefined) times.push(performance.now() - from);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

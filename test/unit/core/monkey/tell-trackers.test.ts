import { describe, expect, test } from 'vitest';
import type { RunRecord } from '../../../../core/history/run-record.ts';
import type { DayPlan } from '../../../../core/monkey/day-plan.ts';
import { planDay } from '../../../../core/monkey/plan-day.ts';
import { type FollowedNotice, tellTrackers } from '../../../../core/monkey/tell-trackers.ts';
import { followsRuns, type TrackerEntry } from '../../../../core/monkey/tracker-events.ts';
import { groups, monkeyWith } from './fixture.ts';

const trackers = [
  { name: 'all', eventBus: 'chaos' },
  { name: 'ends', eventBus: 'arn:aws:events:eu-central-1:444455556666:event-bus/ends', events: ['ended' as const] },
  { name: 'plans', eventBus: 'plans', events: ['planned' as const] },
];
const definition = monkeyWith({ trackers, chance: { aggression: 5 } });
const plan = planDay({ definition, date: '2026-11-23', seed: 7, groups: groups(2), history: [], now: 0 });
const [kill] = plan.kills;

const recordOf = (over: Partial<RunRecord> = {}): RunRecord =>
  ({
    runId: kill!.runId,
    owner: 'shop-team',
    lease: { from: kill!.at, until: kill!.at + 3_600_000 },
    plan: {
      parameters: { date: plan.date },
      definition: {
        metadata: { tags: { 'squall:monkey': 'chaos-monkey', 'squall:monkey-group': kill!.group.id } },
      },
    },
    ...over,
  }) as unknown as RunRecord;

const terminal = {
  runId: kill!.runId,
  at: kill!.at + 600_000,
  end: 'completed',
  verdict: 'held',
  recovery: 'irreversible',
  reason: 'it healed',
} as const;

async function told(kind: FollowedNotice, record: RunRecord | undefined, days: readonly DayPlan[] = [plan]) {
  const put: TrackerEntry[] = [];
  const ports = {
    runs: { load: async () => record },
    days: { on: async (monkey: string, date: string) => days.filter((d) => d.monkey === monkey && d.date === date) },
    buses: { put: async (entries: readonly TrackerEntry[]) => void put.push(...entries) },
  };
  expect(await tellTrackers(kill!.runId, kind, ports)).toEqual(put);
  return put;
}

describe('a kill that started or ended', () => {
  test('is told to those that ask for it, by the names that the plan had', async () => {
    expect(await told('started', recordOf())).toEqual([
      {
        EventBusName: 'chaos',
        Source: 'squall.monkey',
        DetailType: 'Squall Kill Started',
        Detail: {
          monkey: 'chaos-monkey',
          date: '2026-11-23',
          runId: kill!.runId,
          group: kill!.group.id,
          owner: 'shop-team',
          at: new Date(kill!.at).toISOString(),
        },
      },
    ]);
    const ended = await told('concluded', recordOf({ terminal }));
    expect(ended.map(({ EventBusName }) => EventBusName)).toEqual(['chaos', trackers[1]!.eventBus]);
    expect(ended[0]).toMatchObject({
      DetailType: 'Squall Kill Ended',
      Detail: { runId: kill!.runId, end: 'completed', verdict: 'held', at: new Date(terminal.at).toISOString() },
    });
  });

  test('a run that was refused has ended, and never started', async () => {
    const { lease: _, ...refused } = recordOf({ terminal: { ...terminal, end: 'refused', reason: 'not injecting' } });
    expect(await told('started', refused as RunRecord)).toEqual([]);
    const [ended] = await told('refused', refused as RunRecord);
    expect(ended?.Detail).toMatchObject({ end: 'refused', reason: 'not injecting' });
  });

  test('nobody is told of a run that is no kill, is unknown, or is of a day that nobody recorded', async () => {
    const plain = recordOf();
    expect(await told('started', { ...plain, plan: { ...plain.plan, definition: { metadata: {} } } } as never)).toEqual(
      [],
    );
    expect(await told('started', undefined)).toEqual([]);
    expect(await told('started', recordOf(), [])).toEqual([]);
  });

  test('what a bus has not taken is thrown, so that it is delivered again', async () => {
    const ports = {
      runs: { load: async () => recordOf() },
      days: { on: async () => [plan] },
      buses: { put: () => Promise.reject(new Error('chaos: NotAuthorized')) },
    };
    await expect(tellTrackers(kill!.runId, 'started', ports)).rejects.toThrow('chaos: NotAuthorized');
  });
});

test('only who asks for what becomes of kills follows runs', () => {
  expect(trackers.map((tracker) => followsRuns([tracker]))).toEqual([true, true, false]);
});

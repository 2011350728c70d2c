import { expect, test } from 'vitest';
import type { RunRecord } from '../../../../core/history/run-record.ts';
import { experimentOf } from '../../../../core/monkey/experiment-of.ts';
import { explain } from '../../../../core/monkey/explain.ts';
import { planDay } from '../../../../core/monkey/plan-day.ts';
import { select } from '../../../../core/targets/select.ts';
import { groupOf, memberOf, monkeyWith } from './fixture.ts';

const definition = monkeyWith({ chance: { probability: 0.9 } });
const web = groupOf(
  'web',
  [0, 1, 2, 3].map((n) => memberOf('web', n, { healthy: n !== 3 })),
);
const [kill] = planDay({
  definition,
  date: '2026-11-23',
  seed: 11,
  groups: [web],
  history: [],
  now: Date.parse('2026-11-23T00:00:00Z'),
}).kills;

/** What of a run's record an explanation reads. */
function recordOf(over: Record<string, string | number> = {}): RunRecord {
  const { runId, experiment, parameters, seed } = experimentOf(definition, kill!);
  const healthy = web.members.filter((member) => member.healthy).map(({ id }) => id);
  const chosen = select(healthy, { count: 1 }, seed, 'victim');
  const plan = {
    definition: experiment,
    parameters: { ...parameters, ...over },
    targets: [{ name: 'victim', type: 'ec2:instance', matched: web.members, chosen, because: '' }],
  };
  const record = { runId, experiment: experiment.metadata.name, seed, proposedAt: kill!.at + 20_000, plan };
  return record as unknown as RunRecord;
}
const explained = (record: RunRecord, file = definition) => {
  const answer = explain({ record, definition: file, history: [] });
  if (!answer.ok) throw new Error(answer.why);
  return answer.explanation;
};
const differing = (record: RunRecord, file = definition) =>
  explained(record, file).answers.flatMap(({ checks }) => checks.filter(({ same }) => !same).map(({ what }) => what));

test('a kill is recomputed from its record alone: group, minute and instance', () => {
  const { same, answers, hashed, digest, late } = explained(recordOf());
  expect(same).toBe(true);
  expect(answers.map(({ question, checks }) => [question, checks.length > 0])).toEqual([
    ['group', true],
    ['minute', true],
    ['instance', true],
  ]);
  expect(hashed).toBe('11/chaos-monkey/2026-11-23/auto-scaling-group/123456789012/eu-central-1/web');
  // By another implementation: printf %s '<hashed>' | sha256sum
  expect(digest).toBe('98c69edc40570d773b78c253fff322245daaa5af56876d894db80652b3f58113');
  expect(Number.parseInt(digest.slice(0, 13), 16) / 2 ** 52).toBe(kill!.odds.draws.chance);
  expect(late).toBe(20_000);
  const instance = answers[2]!.because.join(' ');
  expect(instance).toContain(`in this order: ${kill!.expected!.name}`);
  expect(instance).toContain('not healthy, and left alone: i-web-3');
});

test('a record that was changed, or a file that was, is told by what differs', () => {
  expect(differing(recordOf({ drawn: 0.5 }))).toEqual(['drawn']);
  expect(differing(recordOf({ minute: '2026-11-23T10:00Z', minutes: 12 }))).toEqual(['minutes to draw from', 'minute']);
  expect(differing({ ...recordOf(), seed: 3 })).toEqual(['seed of the run', 'hit']);
  expect(differing(recordOf({ planSeed: 12 }))).toEqual(
    expect.arrayContaining(['drawn', 'drawn for the minute', 'seed of the run']),
  );
  expect(differing(recordOf(), monkeyWith({ chance: { probability: 0.8 } }))).toEqual([
    'hash of the monkey',
    'threshold',
  ]);
});

test('a run of nobody’s monkey is not explained', () => {
  const record = recordOf();
  const { tags: _, ...metadata } = record.plan.definition.metadata;
  const plain = { ...record, plan: { ...record.plan, definition: { ...record.plan.definition, metadata } } };
  expect(explain({ record: plain, history: [] })).toMatchObject({ ok: false });
});

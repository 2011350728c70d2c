import { CloudWatchClient, type GetMetricDataCommandOutput } from '@aws-sdk/client-cloudwatch';
import { expect, test } from 'vitest';
import { readMetricData } from '../../../../adapters/aws/metric-data.ts';

const minute = 60_000;
const queries = [{ Id: 'a', MetricStat: { Metric: {}, Stat: 'Sum', Period: 60 } }];

/** A client that answers page after page, and remembers by which token each was asked for. */
function answering(...pages: Omit<GetMetricDataCommandOutput, '$metadata'>[]) {
  const client = new CloudWatchClient({ region: 'eu-central-1' });
  const tokens: (string | undefined)[] = [];
  client.middlewareStack.add(
    () => async (args) => {
      tokens.push((args.input as { NextToken?: string }).NextToken);
      return { output: { $metadata: {}, ...pages[tokens.length - 1] }, response: {} };
    },
    { step: 'initialize' },
  );
  return { client, tokens };
}

const page = (points: Readonly<Record<number, number>>, NextToken?: string, Id = 'a') => ({
  MetricDataResults: [
    {
      Id,
      StatusCode: 'Complete' as const,
      Timestamps: Object.keys(points).map((at) => new Date(Number(at) * minute)),
      Values: Object.values(points),
    },
  ],
  ...(NextToken && { NextToken }),
});

test('every page, oldest first, each point once, and none outside the asked time', async () => {
  const { client, tokens } = answering(page({ 9: 1, 11: 3, 10: 2 }, 'next'), page({ 12: 4, 11: 3, 13: 5 }));
  expect((await readMetricData(client, queries, 10 * minute, 13 * minute)).get('a')).toEqual([
    { at: 10 * minute, value: 2 },
    { at: 11 * minute, value: 3 },
    { at: 12 * minute, value: 4 },
  ]);
  expect(tokens).toEqual([undefined, 'next']);
});

test.each([
  ['a part that failed', { MetricDataResults: [{ Id: 'a', StatusCode: 'InternalError' as const }] }],
  ['a part that is forbidden', { MetricDataResults: [{ Id: 'a', StatusCode: 'Forbidden' as const }] }],
  ['a message beside the data', { ...page({ 10: 1 }), Messages: [{ Code: 'X', Value: 'in part' }] }],
])('%s is no data at all', async (_what, answer) => {
  const asked = readMetricData(answering(answer).client, queries, 0, 20 * minute);
  await expect(asked).rejects.toMatchObject({ name: 'MetricUnavailable' });
});

import { describe, expect, it } from 'vitest';
import { ServiceFailure } from '../../../../../adapters/aws/errors.ts';
import type { RemotePlatform } from '../../../../../apps/aws/platform.ts';
import { remoteRun } from '../../../../../apps/cli/run/remote-run.ts';
import type { RunHistory } from '../../../../../core/history/run-history.ts';
import { histories } from '../../../../fixtures/histories.ts';

const held = histories.held!;
const { runId } = held.record;
const { terminal: _at, lease: _lease, ...open } = held.record;
const proposed: RunHistory = { record: open, journal: [], ledger: [] };
const away = new ServiceFailure('Unavailable', 'TimeoutError', 'DynamoDB Query: no answer');
const denied = new ServiceFailure('AccessDenied', 'AccessDeniedException', 'DynamoDB Query: not authorized');

/** What the looks at the history find, one after the other, and the last one ever after. */
async function running(
  looks: readonly (RunHistory | ServiceFailure | undefined)[],
  more: Partial<RemotePlatform> = {},
) {
  let look = 0;
  const told: string[] = [];
  const started: unknown[] = [];
  const remote = {
    deployment: { stage: 'staging', region: 'eu-central-1', caller: 'arn:aws:iam::1:user/ada', flags: '--aws' },
    list: async () => [],
    async history() {
      const found = looks[Math.min(look++, looks.length - 1)];
      if (found instanceof Error) throw found;
      return found;
    },
    async start(id: string, request: unknown) {
      started.push([id, request]);
    },
    executionEnd: async () => ({ ended: false }),
    ...more,
  } as unknown as RemotePlatform;
  const listener = { entry() {}, tick() {}, say: (text: string) => void told.push(text) };
  const run = await remoteRun(remote, runId, { experiment: 'hash', plan: 'plan' }, { every: 1, atMost: 2 })(listener);
  expect(told.shift()).toBe(`Asked for: run ${runId}.`);
  return { run, told, started };
}

describe('a run in AWS, followed from here', () => {
  it('is started under its id, and ends with its terminal record', async () => {
    const { run, started } = await running([held]);
    expect(started).toEqual([[runId, { experiment: 'hash', plan: 'plan' }]]);
    expect((await run.finished)?.record.terminal).toEqual(held.record.terminal);
  });

  it('is not waited for when its execution ended before it had a record', async () => {
    const ended = { ended: true, how: 'FAILED: UnknownExperiment: no experiment x is stored' } as const;
    const { run } = await running([undefined], { executionEnd: async () => ended });
    await expect(run.finished).rejects.toMatchObject({
      name: 'Failure',
      exitCode: 1,
      message: expect.stringMatching(/nothing was injected: FAILED: UnknownExperiment/),
    });
  });

  it('is waited for when its record came between the two looks', async () => {
    const { run } = await running([undefined, held], { executionEnd: async () => ({ ended: true, how: 'SUCCEEDED' }) });
    expect((await run.finished)?.record.terminal).toBeDefined();
  });

  it('is not left because AWS does not answer for a moment, and that is said once', async () => {
    const { run, told } = await running([proposed, proposed, away, held]);
    expect((await run.finished)?.record.terminal).toBeDefined();
    expect(told).toEqual([expect.stringContaining('AWS does not answer just now')]);
  });

  it('is left, not failed, when it may not be looked at any more: it runs on', async () => {
    const { run, told } = await running([proposed, denied]);
    expect(await run.finished).toBeUndefined();
    expect(told).toEqual([expect.stringContaining('AWS does not allow it')]);
  });

  it('says when a stop did not get through, and how to ask again', async () => {
    const { run, told } = await running([proposed], { stop: async () => Promise.reject(denied) });
    await run.stop('enough');
    expect(told).toEqual([expect.stringMatching(/did not get through.*squall stop .* --aws asks again/)]);
    await run.detach();
    expect((await run.finished)?.record.terminal).toBeUndefined();
  });
});

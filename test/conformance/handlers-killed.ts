/** Executions that someone terminates, on real handlers: what is left brings every run to its one terminal record. */
import { beforeEach, describe, expect, test } from 'vitest';
import { executionName } from '../../core/lifecycle/ensure-recovery.ts';
import type { HandlersPlatform } from './handlers-platform.ts';
import * as runs from './handlers-runs.ts';

/** Tests of the file that calls it. @param at the platform, once it stands */
export function killedOnHandlers(at: () => HandlersPlatform): void {
  let platform: HandlersPlatform;
  beforeEach(() => {
    platform = at();
    platform.events.lost = [];
  });

  describe('both executions terminated half-way', () => {
    test.each([
      ['status events start the next attempt', 'sweep'],
      ['the sweeper starts the next attempt', 'status'],
    ] as const)('%s', async (_by, lost) => {
      platform.events.lost = [lost, 'deadline'];
      const runId = await runs.start(platform);
      await runs.visited(platform, runId, 'Observe', 2);
      await runs.stopExecution(platform, 'experiment', runId);
      expect(runs.executionsOf(platform, runId)).toEqual(['experiment aborted']);
      await runs.visited(platform, runId, 'VerifyAfter', 1);
      await runs.stopExecution(platform, 'recovery', executionName(runId, 1));
      expect(runs.executionsOf(platform, runId)).toEqual(['experiment aborted', 'recovery aborted']);

      const history = await runs.concluded(platform, runId);
      expect(runs.executionsOf(platform, runId)).toEqual([
        'experiment aborted',
        'recovery aborted',
        'recovery succeeded',
      ]);
      expect(history.record).toMatchObject({ recovery: { attempt: 2 }, terminal: { end: 'aborted' } });
      expect(history.record.terminal).toMatchObject({ cause: { kind: 'crashed' }, recovery: 'irreversible' });
      await runs.expectGivenBack(platform, history);
    });
  });

  test('with everything else dead, the reaper that Arm set recovers the run', async () => {
    platform.events.lost = ['status', 'sweep'];
    const runId = await runs.start(platform);
    await runs.visited(platform, runId, 'Observe', 2);
    await runs.stopExecution(platform, 'experiment', runId);
    expect(await runs.reapers(platform)).toHaveLength(1);
    const fired = runs.metric(platform, 'ReaperFired').length;

    const history = await runs.concluded(platform, runId);
    const { terminal, lease } = history.record;
    expect(terminal).toMatchObject({ end: 'aborted', cause: { kind: 'deadline' }, recovery: 'irreversible' });
    expect(terminal!.cause!.at).toBeLessThan(lease!.until);
    expect(runs.executionsOf(platform, runId)).toEqual(['experiment aborted', 'recovery succeeded']);
    expect(runs.metric(platform, 'ReaperFired').slice(fired)).toEqual([1]);
    await runs.expectGivenBack(platform, history);
  });
}

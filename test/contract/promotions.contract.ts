/** What every `Promotions` adapter keeps, and what `Runs.conclude` writes to it. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { TerminalRecord } from '../../core/history/run-record.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { ImportedOutcome, StageOutcome } from '../../core/rollout/outcome.ts';
import type { StagePosition } from '../../core/rollout/stage.ts';
import { lease, recordOf, start, terminalOf } from './records.ts';

const hash = 'd'.repeat(64);
const stage = (number: number, environment: string): StagePosition => ({ number, of: 3, environment });
const canary: StagePosition = { number: 3, of: 3, environment: 'production', blastRadius: { preset: 'canary' } };

export const importedOf = (changes: Partial<ImportedOutcome> = {}, signedAt = start): ImportedOutcome => ({
  experiment: 'az-power-interruption',
  definitionHash: hash,
  stage: stage(1, 'dev'),
  runId: 'elsewhere',
  platform: 'aws',
  startedAt: start - 9000,
  endedAt: start - 5000,
  verdict: 'held',
  recovery: 'restored',
  reason: 'every probe held',
  imported: { by: 'ada', at: start, key: 'SHA256:ab', signedAt },
  ...changes,
});

export function promotionsContract(name: string, make: () => Promise<Pick<Ports, 'runs' | 'promotions'>>): void {
  describe(`${name} keeps the contract of Promotions`, () => {
    let ports: Pick<Ports, 'runs' | 'promotions'>;
    const runAt = async (runId: string, rollout: StagePosition | undefined, terminal: Partial<TerminalRecord> = {}) => {
      await ports.runs.propose(recordOf(runId, rollout && { rollout }));
      await ports.runs.arm(runId, lease, []);
      await ports.runs.conclude(runId, terminalOf(runId, terminal));
    };
    const known = async (of = hash): Promise<readonly StageOutcome[]> =>
      ports.promotions.of('az-power-interruption', of);
    beforeEach(async () => {
      ports = await make();
    });

    test('a run at a stage leaves what it showed with its terminal record', async () => {
      await runAt('run-1', stage(2, 'staging'));
      expect(await known()).toEqual([
        {
          experiment: 'az-power-interruption',
          definitionHash: hash,
          stage: stage(2, 'staging'),
          runId: 'run-1',
          platform: 'simulated',
          startedAt: start,
          endedAt: start + 120_000,
          verdict: 'held',
          recovery: 'restored',
          reason: 'every probe held',
        },
      ]);
      expect((await ports.runs.load('run-1'))?.rollout).toEqual(stage(2, 'staging'));
      expect(await known('e'.repeat(64))).toEqual([]);
      expect(await ports.promotions.of('az-power', hash)).toEqual([]);
    });

    test('a run without a stage, a refused one, and one that changed nothing leave nothing', async () => {
      await runAt('run-1', undefined);
      await runAt('run-2', stage(2, 'staging'), { end: 'errored', verdict: 'inconclusive', recovery: 'none' });
      await ports.runs.refuse(
        recordOf('run-3', { rollout: stage(2, 'staging') }),
        terminalOf('run-3', { end: 'refused', verdict: 'inconclusive', recovery: 'none' }),
      );
      expect(await ports.promotions.list()).toEqual([]);
    });

    test('of each stage the run that ended last counts; a conclusion that comes late changes nothing', async () => {
      await runAt('run-1', stage(2, 'staging'));
      await runAt('run-2', canary);
      await runAt('run-3', stage(2, 'staging'), { verdict: 'refuted' });
      await ports.runs.conclude('run-1', terminalOf('run-1'));
      const found = new Map((await known()).map((outcome) => [outcome.runId, outcome]));
      expect([...found.keys()].sort()).toEqual(['run-2', 'run-3']);
      expect(found.get('run-3')?.verdict).toBe('refuted');
      expect(found.get('run-2')?.stage).toEqual(canary);
    });

    test('an imported one is kept beside those of other stages, and once', async () => {
      await runAt('run-1', stage(2, 'staging'));
      const outcome = importedOf();
      expect(await ports.promotions.keep(outcome)).toEqual({ kept: true });
      expect(await ports.promotions.keep({ ...outcome, imported: { ...outcome.imported, by: 'bob' } })).toEqual({
        kept: true,
      });
      expect((await known()).filter(({ imported }) => imported)).toEqual([outcome]);
      expect(await known()).toHaveLength(2);
    });

    test('one that was signed later takes its place, and an earlier one never comes back', async () => {
      const held = importedOf();
      const refuted = importedOf({ runId: 'later', verdict: 'refuted' }, start + 1);
      await ports.promotions.keep(held);
      expect(await ports.promotions.keep(refuted)).toEqual({ kept: true });
      expect(await ports.promotions.keep(held)).toEqual({ kept: false, standing: refuted });
      expect(await known()).toEqual([refuted]);
    });

    test('between an own run and an imported one of the same stage, what came last counts', async () => {
      await runAt('run-1', stage(1, 'dev'));
      const outcome = importedOf({}, start - 99);
      expect(await ports.promotions.keep(outcome)).toEqual({ kept: true });
      expect(await known()).toEqual([outcome]);
      await runAt('run-2', stage(1, 'dev'));
      expect((await known()).map(({ runId }) => runId)).toEqual(['run-2']);
    });

    test('the list is of all, by experiment and the latest end first', async () => {
      await runAt('run-1', stage(2, 'staging'), { at: start + 1 });
      await runAt('run-2', canary, { at: start + 2 });
      await ports.promotions.keep(importedOf({ experiment: 'another', definitionHash: 'f'.repeat(64) }));
      expect((await ports.promotions.list()).map(({ runId }) => runId)).toEqual(['elsewhere', 'run-2', 'run-1']);
    });
  });
}

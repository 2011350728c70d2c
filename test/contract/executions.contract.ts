/** What every `Executions` adapter keeps. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Executions } from '../../core/ports/executions.ts';

export interface ExecutionsSubject {
  readonly executions: Executions;
  /** Executions started so far, duplicates included, by name. */
  started(): readonly string[];
  /** Input of a recovery that ends by itself within a minute. */
  readonly short: unknown;
  /** Input of a recovery that goes on for an hour. */
  readonly long: unknown;
  pass(millis: number): Promise<void>;
}

export function executionsContract(name: string, make: () => Promise<ExecutionsSubject>): void {
  describe(`${name} keeps the contract of Executions`, () => {
    let subject: ExecutionsSubject;
    beforeEach(async () => {
      subject = await make();
    });

    test('absent, running, ended', async () => {
      const { executions, short, pass } = subject;
      expect(await executions.look('recovery', 'run-1-r1')).toEqual({ state: 'absent' });
      await executions.start('recovery', 'run-1-r1', short);
      expect(await executions.look('recovery', 'run-1-r1')).toMatchObject({ state: 'running' });
      expect(await executions.look('experiment', 'run-1-r1')).toEqual({ state: 'absent' });
      await pass(60_000);
      expect(await executions.look('recovery', 'run-1-r1')).toMatchObject({ state: 'ended', how: 'succeeded' });
    });

    test('a name is started once, whether it still runs or has ended', async () => {
      const { executions, short, pass, started } = subject;
      await executions.start('recovery', 'run-1-r1', short);
      await executions.start('recovery', 'run-1-r1', short);
      await pass(60_000);
      await executions.start('recovery', 'run-1-r1', short);
      await pass(60_000);
      expect(started()).toEqual(['run-1-r1']);
    });

    test('stopped, it ends as aborted; stopping again, or what is not there, does nothing', async () => {
      const { executions, long, short, pass } = subject;
      await executions.start('recovery', 'run-1-r1', long);
      await executions.start('recovery', 'run-2-r1', short);
      await pass(1000);
      await executions.stop('recovery', 'run-1-r1', 'enough');
      await executions.stop('recovery', 'run-1-r1', 'enough');
      await executions.stop('recovery', 'run-9-r1', 'never started');
      await pass(60_000);
      expect(await executions.look('recovery', 'run-1-r1')).toMatchObject({ state: 'ended', how: 'aborted' });
      await executions.stop('recovery', 'run-2-r1', 'too late');
      expect(await executions.look('recovery', 'run-2-r1')).toMatchObject({ state: 'ended', how: 'succeeded' });
    });
  });
}
